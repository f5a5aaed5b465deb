package io.playhead.deploy.compare;

import io.playhead.schemas.Recommendation;
import java.util.Iterator;
import java.util.List;

/**
 * The pages of one model over a recording. A member's pages come in order of revision, over all
 * parts; between members there is no order. {@code reflects.offset} of a page is the index of an
 * event.
 *
 * @param name what the report calls the model
 * @param parts the pages, read once, part after part
 * @param hasTimings whether the stage timings are those of a clock; a replay that is fed as fast as
 *     it goes has none worth reporting
 */
public record ModelPages(
    String name, List<? extends Iterator<Recommendation>> parts, boolean hasTimings) {}

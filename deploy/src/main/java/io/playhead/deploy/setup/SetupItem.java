package io.playhead.deploy.setup;

import java.util.List;

/**
 * One topic or one schema.
 *
 * @param name the topic, or the registry's subject
 * @param state what became of it
 * @param about partitions and copies of a topic, the id of a schema; for people
 * @param differences from what it would have been made with; empty: it is as it should be
 */
public record SetupItem(
    String name, SetupState state, String about, List<Difference> differences) {}

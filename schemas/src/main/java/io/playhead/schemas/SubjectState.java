package io.playhead.schemas;

import java.util.List;

/**
 * What a registry has under a topic's subject.
 *
 * @param topic the topic whose values the subject is of
 * @param id of today's schema; null: it is not registered
 * @param versionCount schemas under the subject; 0: there is no such subject
 * @param compatibility the subject's own rule; null: it has none, so the registry's default counts
 * @param refusals why the subject's rule refuses today's schema, in the registry's words; empty:
 *     nothing speaks against it
 */
public record SubjectState(
    Topic topic, Integer id, int versionCount, String compatibility, List<String> refusals) {}

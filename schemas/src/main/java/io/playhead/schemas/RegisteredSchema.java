package io.playhead.schemas;

import java.util.List;

/**
 * What a registry has for one topic, held against what this version writes; a value.
 *
 * @param topic the topic
 * @param isRegistered whether today's schema is there, so that its id can be looked up
 * @param compatibility the rule that new versions are held to, such as BACKWARD_TRANSITIVE; empty:
 *     the registry has no such subject
 * @param conflicts why today's schema does not read what is there, in the registry's words; empty:
 *     it does
 */
public record RegisteredSchema(
    Topic topic, boolean isRegistered, String compatibility, List<String> conflicts) {}

package io.playhead.deploy.forget;

import java.util.List;
import java.util.Set;

/**
 * The proof, as the JSON file has it.
 *
 * @param members whom it is about
 * @param requestedAt when they were to be forgotten
 * @param carriedOut whether the job has said so, and kept it in a checkpoint; with a search alone,
 *     whether an erasure was found on its topic for each
 * @param seconds what it took
 * @param forgotten whether nothing is left where it must not be
 * @param places what was looked at
 * @param notSearched what may hold copies and cannot be looked at from here
 */
public record ForgetFigures(
    Set<String> members,
    String requestedAt,
    boolean carriedOut,
    double seconds,
    boolean forgotten,
    List<Place> places,
    List<String> notSearched) {}

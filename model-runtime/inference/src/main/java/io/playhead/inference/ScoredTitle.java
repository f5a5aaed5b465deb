package io.playhead.inference;

/**
 * A title and what the model thinks of it for one member.
 *
 * @param titleId the title
 * @param score cosine of member and title vector, -1 to 1
 */
public record ScoredTitle(String titleId, float score) {}

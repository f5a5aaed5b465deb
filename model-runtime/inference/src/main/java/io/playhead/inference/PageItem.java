package io.playhead.inference;

/**
 * One title of a row.
 *
 * @param titleId the title
 * @param score cosine of member and title vector, -1 to 1
 * @param reason why it is here: taste, because:TITLE_ID, new or resume
 */
public record PageItem(String titleId, float score, String reason) {}

package io.playhead.deploy.importing;

/**
 * One rating of MovieLens, whose ids are whole numbers.
 *
 * @param memberId who
 * @param titleId what
 * @param rating how good
 * @param seconds when, seconds since 1970-01-01 UTC
 */
record Rating(int memberId, int titleId, float rating, long seconds) {}

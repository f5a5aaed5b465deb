package io.playhead.deploy.compare;

/**
 * What one row of the pages was good for.
 *
 * @param row its name
 * @param plays plays whose title stood in it on the page in force
 * @param share of the plays that had a page
 * @param meanPlace mean place of those titles in the row, from 0
 * @param meanRank mean rank of those titles on the page in the order of reading, from 0
 */
public record RowFigures(String row, int plays, double share, double meanPlace, double meanRank) {}

package io.playhead.deploy.simulator;

import io.playhead.schemas.Title;

/**
 * A title, with what tastes look at as numbers.
 *
 * @param record as it stands on the titles topic
 * @param index row in the catalogue
 * @param genre first genre
 * @param secondGenre second genre
 * @param runtimeMinutes length
 * @param language original language
 * @param country country of origin
 * @param soldIn the one country it may be shown in; null: everywhere
 * @param releaseMs when it came or comes out
 * @param appeal how well known it is, in units of choice
 * @param sequelOf row of the part before; -1: none
 * @param director number of its director
 * @param lead number of its lead
 */
record SimulatedTitle(
    Title record,
    int index,
    Genre genre,
    Genre secondGenre,
    int runtimeMinutes,
    String language,
    String country,
    String soldIn,
    long releaseMs,
    double appeal,
    int sequelOf,
    int director,
    int lead) {

  String titleId() {
    return record.getTitleId();
  }

  boolean mayBeShown(String inCountry, long atMs) {
    return releaseMs <= atMs && (soldIn == null || soldIn.equals(inCountry));
  }
}

package io.playhead.deploy.compare;

import java.util.List;

/**
 * One play that two models answered differently.
 *
 * @param play the play, and where both models' pages had its title
 * @param titleName name of the title; empty: unknown
 * @param topA first titles of the first model's page in the order of reading
 * @param topB first titles of the second model's page
 */
public record Example(EventRow play, String titleName, List<Top> topA, List<Top> topB) {
  /**
   * A title on top of a page.
   *
   * @param titleId the title
   * @param name its name; empty: unknown
   */
  public record Top(String titleId, String name) {}
}

package io.playhead.deploy.evaluate;

import java.util.List;

/** Something that answers the protocol's questions. */
interface Ranker {
  /**
   * Place of the answer to each of {@code cases}, from 0, among the candidates less the titles of
   * that member's history; -1: not in the list.
   */
  int[] ranks(List<TestCase> cases);
}

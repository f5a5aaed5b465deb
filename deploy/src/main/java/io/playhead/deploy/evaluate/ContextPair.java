package io.playhead.deploy.evaluate;

import io.playhead.deploy.simulator.Wishes;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One member in two contexts, and what it is worth to tell them apart. With U(list, c) the expected
 * NDCG@10 of a list in context c under the member's true wishes there, and L_a, L_b the lists that
 * a list-maker gives in the two contexts, its difference is
 *
 * <pre>
 * [U(L_a, a) - U(L_b, a)] + [U(L_b, b) - U(L_a, b)]
 * </pre>
 *
 * what the member would lose if the two lists were exchanged. 0 for a list-maker that gives one
 * list to both; nobody's is known to be above the oracle's, whose lists are the best ones, though
 * one with worse lists in both contexts can differ more.
 *
 * @param memberId the member
 * @param oracle difference of the best possible lists
 * @param lists difference of the lists asked about
 */
record ContextPair(String memberId, double oracle, double lists) {
  /** The pair of a member, given the wishes and the list in either context. */
  static ContextPair of(
      String memberId, Wishes wishesA, Wishes wishesB, List<String> listA, List<String> listB) {
    List<String> bestA = wishesA.best(RankingFigures.K);
    List<String> bestB = wishesB.best(RankingFigures.K);
    return new ContextPair(
        memberId,
        difference(bestA, bestB, wishesA::probability, wishesB::probability),
        difference(listA, listB, wishesA::probability, wishesB::probability));
  }

  static double difference(
      List<String> listA,
      List<String> listB,
      ToDoubleFunction<String> inA,
      ToDoubleFunction<String> inB) {
    return ExpectedGain.of(listA, inA)
        - ExpectedGain.of(listB, inA)
        + ExpectedGain.of(listB, inB)
        - ExpectedGain.of(listA, inB);
  }
}

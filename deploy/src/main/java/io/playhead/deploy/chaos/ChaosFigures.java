package io.playhead.deploy.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run found.
 *
 * @param seed of input and plan
 * @param seconds that the input lasted
 * @param eventsSent records that the brokers took
 * @param eventsDuplicate those of them that were sent before
 * @param eventsRejected distinct records that were rejected, all as they must be
 * @param eventsSilentlyDropped records that neither count in a list nor were rejected
 * @param eventsWronglyRejected good records that were rejected
 * @param faultsInjected how many
 * @param faultsByKind how many of each
 * @param faultsImpossible kinds that this machine or this user cannot inject
 * @param membersCompared members whose final lists and tokens were compared
 * @param membersForgotten members who asked to be forgotten
 * @param listsLost members whose newest event is in no list, or who have none
 * @param listsWrong members whose list is another than without faults
 * @param tokensWrong members whose closed tokens are others than without faults
 * @param forgottenFound members who asked to be forgotten and have a list
 * @param pagesDelivered pages that a reader with the subscriber library was given
 * @param wentBack those of them that were older than the one before
 * @param forgottenSeenAgain those of them that came after their member was forgotten, until the
 *     restored job forgot it again
 * @param killToFreshListSeconds of each kill of a task manager, until all members asked have a list
 *     for an event from after it
 * @param killsWithoutFreshList kills after which that took more than 90 s
 * @param killToFreshListMedian their median; null: none
 * @param killToFreshListMax their greatest; null: none
 * @param differences a sentence for each difference, of the first
 */
public record ChaosFigures(
    long seed,
    double seconds,
    long eventsSent,
    long eventsDuplicate,
    long eventsRejected,
    long eventsSilentlyDropped,
    long eventsWronglyRejected,
    int faultsInjected,
    Map<String, Integer> faultsByKind,
    List<String> faultsImpossible,
    int membersCompared,
    int membersForgotten,
    int listsLost,
    int listsWrong,
    int tokensWrong,
    int forgottenFound,
    long pagesDelivered,
    long wentBack,
    long forgottenSeenAgain,
    List<Double> killToFreshListSeconds,
    int killsWithoutFreshList,
    Double killToFreshListMedian,
    Double killToFreshListMax,
    List<String> differences) {

  static ChaosFigures of(
      ChaosOptions options,
      ChaosStack stack,
      double seconds,
      Ledger ledger,
      Verdict verdict,
      FaultInjector injector,
      RevisionWatch watch,
      RunOutputs outputs) {
    Map<String, Integer> byKind = new TreeMap<>();
    injector.injected().forEach((kind, count) -> byKind.put(kind.label(), count));
    List<Double> fresh = injector.killToFreshListSeconds();
    List<Double> sorted = fresh.stream().sorted().toList();
    List<String> impossible =
        options.kinds().stream()
            .filter(stack.impossible()::contains)
            .map(FaultKind::label)
            .toList();
    return new ChaosFigures(
        options.seed(),
        seconds,
        ledger.sent(),
        ledger.duplicates(),
        outputs.rejected().keySet().stream().filter(ledger.mustBeRejected()::contains).count(),
        verdict.silentlyDropped(),
        verdict.wronglyRejected(),
        byKind.values().stream().mapToInt(Integer::intValue).sum(),
        byKind,
        impossible,
        ledger.members().size(),
        ledger.erased().size(),
        verdict.listsLost(),
        verdict.listsWrong(),
        verdict.tokensWrong(),
        verdict.forgottenFound(),
        watch.delivered(),
        watch.wentBack(),
        watch.backAfterForgotten(),
        fresh,
        injector.notFresh(),
        sorted.isEmpty() ? null : median(sorted),
        sorted.isEmpty() ? null : sorted.get(sorted.size() - 1),
        verdict.differences());
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Whether every law held. */
  public boolean holds() {
    return differences.isEmpty();
  }
}

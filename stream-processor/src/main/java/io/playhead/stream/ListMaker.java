package io.playhead.stream;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.Catalogue;
import io.playhead.inference.KeyValueCache;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import java.util.List;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * What makes lists in one page subtask: the serving model, the catalogue as it sees it, and the
 * subtask's key/value cache. Used on the task's thread.
 */
final class ListMaker implements AutoCloseable {
  private final ServedCatalogue catalogue;
  private final ServedModel served;
  private final KeyValueCache cache;
  private Recommender recommender; // of the serving model; null: none yet
  private long modelSwaps;

  ListMaker(OperatorStateStore state, JobOptions options) throws Exception {
    ControlDecoder decoder = new ControlDecoder(new PatientSchemaIds(options.schemaIds().open()));
    catalogue = new ServedCatalogue(state.getBroadcastState(ServedCatalogue.TITLES), decoder);
    served =
        new ServedModel(
            state.getBroadcastState(ServedModel.RELEASES),
            decoder,
            options.channel(),
            BundleTrust.ANYONE);
    cache = new KeyValueCache(options.cacheBytes() / options.parallelism());
  }

  boolean hasModel() {
    return served.model() != null;
  }

  void putTitle(ControlUpdate update) throws Exception {
    catalogue.put(update.id(), update.wire());
  }

  void removeTitle(ControlUpdate update) throws Exception {
    catalogue.remove(update.id());
  }

  /** A release was announced; no list may be under way. */
  List<ServedModel.Refusal> offer(ControlUpdate update, long nowMs) throws Exception {
    Object before = served.model();
    List<ServedModel.Refusal> refusals = served.offer(update, nowMs);
    forgetIfOther(before);
    return refusals;
  }

  /** Takes into force the releases that are due; no list may be under way. */
  List<ServedModel.Refusal> takeDueReleases(long nowMs) throws Exception {
    Object before = served.model();
    List<ServedModel.Refusal> refusals = served.takeDue(nowMs);
    forgetIfOther(before);
    return refusals;
  }

  long nextReleaseMs(long nowMs) throws Exception {
    return served.nextDueMs(nowMs);
  }

  /** Pages are not all made anew: each member's next event brings one by the new model. */
  private void forgetIfOther(Object before) {
    if (served.model() != before) {
      modelSwaps++;
      recommender = null;
      catalogue.forgetModel();
      cache.clear();
    }
  }

  List<MadePage> make(List<Request> requests, long nowMs) throws Exception {
    Catalogue now = catalogue.at(served.model(), nowMs);
    if (recommender == null) {
      recommender = new Recommender(served.model(), now, PageRules.DEFAULT, cache);
    } else if (recommender.catalogue() != now) {
      recommender.catalogue(now);
    }
    String space = served.model().manifest().space();
    return recommender.recommend(requests).stream()
        .map(page -> new MadePage(page, space))
        .toList();
  }

  /** What is cached of the member is wrong, or to be forgotten. */
  void drop(String memberId) {
    cache.drop(memberId);
  }

  /** Lets the last titles of a bounded input be seen by the last lists. */
  void applyTitles() {
    catalogue.apply();
  }

  KeyValueCache cache() {
    return cache;
  }

  int titleCount() {
    return catalogue.size();
  }

  long modelSwaps() {
    return modelSwaps;
  }

  @Override
  public void close() {
    cache.clear();
    served.close();
  }
}

package io.playhead.stream;

import io.playhead.inference.KeyValueCache;
import io.playhead.inference.Request;
import io.playhead.schemas.ReleaseLane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes lists, each by the model that serves its member, and has the shadow make the same ones to
 * compare. After a change of models a member whom the one before has cached stays with it until the
 * budget has room, or it is gone: all moving at once would be a miss for every active member. Used
 * on the task's thread.
 */
final class ListMaker {
  private final ModelLanes models;
  private final KeyValueCache cache;
  private final RebuildBudget rebuilds;
  private final PageMetrics metrics;

  /**
   * @param cache of all models but the shadow, which has one of its own
   * @param rebuilds for members whom the model before has cached
   */
  ListMaker(ModelLanes models, KeyValueCache cache, RebuildBudget rebuilds, PageMetrics metrics) {
    this.models = models;
    this.cache = cache;
    this.rebuilds = rebuilds;
    this.metrics = metrics;
  }

  /** The lists, in the order of their requests. */
  List<MadePage> make(List<Request> requests, long nowMs) {
    Map<LoadedModel, List<Integer>> rowsByModel = new LinkedHashMap<>();
    for (int row = 0; row < requests.size(); row++) {
      rowsByModel
          .computeIfAbsent(
              modelFor(requests.get(row).memberId(), nowMs), model -> new ArrayList<>())
          .add(row);
    }
    MadePage[] pages = new MadePage[requests.size()];
    rowsByModel.forEach(
        (model, rows) -> {
          List<MadePage> made = model.make(rows.stream().map(requests::get).toList(), nowMs);
          for (int i = 0; i < made.size(); i++) {
            pages[rows.get(i)] = made.get(i);
          }
        });
    return Arrays.asList(pages);
  }

  private LoadedModel modelFor(String memberId, long nowMs) {
    ReleaseLane chosen =
        models.of(ReleaseLane.CANARY).serves(memberId) ? ReleaseLane.CANARY : ReleaseLane.SERVING;
    metrics.made(chosen, 1);
    ServedModel lane = models.of(chosen);
    LoadedModel before = lane.retiring();
    if (before != null
        && cache.contains(memberId, before.model().id())
        && !rebuilds.tryTake(nowMs)) {
      metrics.listsByModelBefore.inc();
      return before;
    }
    return lane.serving();
  }

  /** Lets the shadow make the same lists; nobody waits for them. */
  void shadow(List<Request> requests, List<MadePage> published, long nowMs) {
    ServedModel lane = models.of(ReleaseLane.SHADOW);
    List<Request> asked = new ArrayList<>();
    List<MadePage> beside = new ArrayList<>();
    for (int row = 0; row < requests.size(); row++) {
      if (lane.serves(requests.get(row).memberId())) {
        asked.add(requests.get(row));
        beside.add(published.get(row));
      }
    }
    if (!asked.isEmpty()) {
      List<MadePage> shadows = lane.serving().make(asked, nowMs);
      metrics.made(ReleaseLane.SHADOW, shadows.size());
      for (int i = 0; i < shadows.size(); i++) {
        metrics.compared(ShadowComparison.of(beside.get(i).page(), shadows.get(i).page()));
      }
    }
  }

  /** What is cached of the member is wrong, or to be forgotten. */
  void drop(String memberId) {
    cache.drop(memberId);
    LoadedModel shadow = models.of(ReleaseLane.SHADOW).serving();
    if (shadow != null) {
      shadow.drop(memberId);
    }
  }
}

package io.playhead.stream;

import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.schemas.RejectedRecordException;
import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The titles as broadcast state (as read, so that any later version reads them) and as the model's
 * catalogue. Changes are gathered: a new snapshot copies an index of all titles, so one is made at
 * most every {@link #APPLY_EVERY_MS}. Used on the task's thread.
 */
final class ServedCatalogue {
  static final MapStateDescriptor<String, byte[]> TITLES =
      new MapStateDescriptor<>(
          "titles", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  /** A new title may be in a list after a second; 100,000 titles' index copies in 5 ms. */
  static final long APPLY_EVERY_MS = 1_000;

  /** Titles embedded at once: 4,096 x 64 ids x 12 B = 3 MB of inputs. */
  private static final int BLOCK = 4_096;

  private final BroadcastState<String, byte[]> titles;
  private final ControlDecoder decoder;
  private final Map<String, Title> upserts = new HashMap<>();
  private final Set<String> removals = new LinkedHashSet<>();
  private Catalogue catalogue;
  private long appliedAtMs = Long.MIN_VALUE;

  ServedCatalogue(BroadcastState<String, byte[]> titles, ControlDecoder decoder) {
    this.titles = titles;
    this.decoder = decoder;
  }

  void put(String titleId, byte[] wire) throws Exception {
    titles.put(titleId, wire);
    if (catalogue != null) {
      removals.remove(titleId);
      upserts.put(titleId, title(wire));
      if (upserts.size() >= BLOCK) {
        apply();
      }
    }
  }

  void remove(String titleId) throws Exception {
    titles.remove(titleId);
    if (catalogue != null) {
      upserts.remove(titleId);
      removals.add(titleId);
    }
  }

  /** The catalogue as that model sees it, at most a second behind. */
  Catalogue at(Model model, long nowMs) throws Exception {
    if (catalogue == null || catalogue.model() != model) {
      upserts.clear();
      removals.clear();
      catalogue = build(model);
      appliedAtMs = nowMs;
    } else if (nowMs - appliedAtMs >= APPLY_EVERY_MS || nowMs < appliedAtMs) {
      apply();
      appliedAtMs = nowMs;
    }
    return catalogue;
  }

  /** Lets go of the model, which is about to be closed. */
  void forgetModel() {
    catalogue = null;
    upserts.clear();
    removals.clear();
  }

  /** Makes the next snapshot without waiting; at the end of bounded input. */
  void apply() {
    if (catalogue != null && !(upserts.isEmpty() && removals.isEmpty())) {
      catalogue = catalogue.with(upserts.values(), removals);
      upserts.clear();
      removals.clear();
    }
  }

  int size() {
    return catalogue == null ? 0 : catalogue.size();
  }

  private Catalogue build(Model model) throws Exception {
    Catalogue built = Catalogue.empty(model);
    List<Title> block = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : titles.immutableEntries()) {
      block.add(title(entry.getValue()));
      if (block.size() == BLOCK) {
        built = built.with(block, Set.of());
        block.clear();
      }
    }
    return built.with(block, Set.of());
  }

  private Title title(byte[] wire) {
    try {
      return decoder.title(wire);
    } catch (RejectedRecordException e) {
      throw new IllegalStateException(
          "A title that the control stage accepted cannot be decoded: " + e.detail(), e);
    }
  }
}

package io.playhead.stream;

import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The titles as broadcast state, as read, so that any later version reads them. Every model has its
 * own catalogue of them and hears here what changes. Used on the task's thread.
 */
final class ServedTitles {
  /** Where the titles were before they stood in blocks; read once, and empty since. */
  private static final MapStateDescriptor<String, byte[]> SINGLE =
      new MapStateDescriptor<>(
          "titles", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  private static final MapStateDescriptor<Integer, byte[]> BLOCKS =
      new MapStateDescriptor<>(
          "title-blocks", IntSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  private final BroadcastState<Integer, byte[]> blocks;
  private final ControlDecoder decoder;
  private final List<ServedCatalogue> catalogues = new ArrayList<>();
  private final Map<String, byte[]> changes = new HashMap<>(); // not in a block yet; null: removed

  ServedTitles(OperatorStateStore state, ControlDecoder decoder) throws Exception {
    this.blocks = state.getBroadcastState(BLOCKS);
    this.decoder = decoder;
    BroadcastState<String, byte[]> single = state.getBroadcastState(SINGLE);
    for (Map.Entry<String, byte[]> entry : single.entries()) {
      changes.put(entry.getKey(), entry.getValue());
    }
    single.clear();
  }

  void put(String titleId, byte[] wire) throws Exception {
    changes.put(titleId, wire);
    if (!catalogues.isEmpty()) {
      Title title = decoder.acceptedTitle(wire);
      catalogues.forEach(catalogue -> catalogue.put(title));
    }
  }

  void remove(String titleId) {
    changes.put(titleId, null);
    catalogues.forEach(catalogue -> catalogue.remove(titleId));
  }

  /** All of them now, as read; the bytes never change and may be read on any thread. */
  List<byte[]> all() throws Exception {
    writeAll();
    List<byte[]> all = new ArrayList<>();
    for (Map.Entry<Integer, byte[]> block : blocks.immutableEntries()) {
      all.addAll(TitleBlock.decode(block.getValue()).values());
    }
    return all;
  }

  /** Afterwards state has all of them. */
  void writeAll() throws Exception {
    Map<Integer, List<String>> changed =
        changes.keySet().stream().collect(Collectors.groupingBy(TitleBlock::of));
    for (Map.Entry<Integer, List<String>> block : changed.entrySet()) {
      byte[] before = blocks.get(block.getKey());
      Map<String, byte[]> titles = before == null ? new TreeMap<>() : TitleBlock.decode(before);
      for (String titleId : block.getValue()) {
        byte[] wire = changes.get(titleId);
        if (wire == null) {
          titles.remove(titleId);
        } else {
          titles.put(titleId, wire);
        }
      }
      blocks.put(block.getKey(), TitleBlock.encode(titles));
    }
    changes.clear();
  }

  /** A catalogue that hears of every change from now on. */
  ServedCatalogue follow() {
    ServedCatalogue catalogue = new ServedCatalogue();
    catalogues.add(catalogue);
    return catalogue;
  }

  /** Lets every catalogue that is there show the last changes. */
  void apply() {
    catalogues.forEach(ServedCatalogue::apply);
  }

  /** It hears of none any more. */
  void leave(ServedCatalogue catalogue) {
    catalogues.remove(catalogue);
  }
}

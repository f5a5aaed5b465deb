package io.playhead.stream;

import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The titles as broadcast state, as read, so that any later version reads them. Every model has its
 * own catalogue of them and hears here what changes. Used on the task's thread.
 */
final class ServedTitles {
  private static final MapStateDescriptor<String, byte[]> TITLES =
      new MapStateDescriptor<>(
          "titles", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  private final BroadcastState<String, byte[]> titles;
  private final ControlDecoder decoder;
  private final List<ServedCatalogue> catalogues = new ArrayList<>();

  ServedTitles(OperatorStateStore state, ControlDecoder decoder) throws Exception {
    this.titles = state.getBroadcastState(TITLES);
    this.decoder = decoder;
  }

  void put(String titleId, byte[] wire) throws Exception {
    titles.put(titleId, wire);
    if (!catalogues.isEmpty()) {
      Title title = decoder.acceptedTitle(wire);
      catalogues.forEach(catalogue -> catalogue.put(title));
    }
  }

  void remove(String titleId) throws Exception {
    titles.remove(titleId);
    catalogues.forEach(catalogue -> catalogue.remove(titleId));
  }

  /** All of them now, as read; the bytes never change and may be read on any thread. */
  List<byte[]> all() throws Exception {
    List<byte[]> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : titles.immutableEntries()) {
      all.add(entry.getValue());
    }
    return all;
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

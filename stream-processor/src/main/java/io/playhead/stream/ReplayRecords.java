package io.playhead.stream;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.WireFormat;
import io.playhead.schemas.recording.Arrived;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/** What was recorded, as the records that the engine reads from topics. Stateless. */
final class ReplayRecords {
  private static final SchemaIds IDS = new FixedSchemaIds();

  private ReplayRecords() {}

  /** An event; its place stands where its offset would. */
  static RawRecord of(ReplayEvents.Event event) {
    Arrived arrived = event.arrived();
    return raw(arrived, event.memberId(), event.place());
  }

  /** A title or a release, or that it was taken out; the {@code place}-th of them. */
  static RawRecord of(Arrived control, long place) {
    return raw(control, keyOf(control), place);
  }

  private static String keyOf(Arrived control) {
    if (control.isRemoval()) {
      return control.removedKey();
    }
    return control.record() instanceof Title title
        ? title.getTitleId()
        : ReleaseLane.key((ModelRelease) control.record());
  }

  private static RawRecord raw(Arrived arrived, String key, long place) {
    return new RawRecord(
        arrived.topic(),
        0,
        place,
        arrived.arrivedMs(),
        key.getBytes(StandardCharsets.UTF_8),
        arrived.isRemoval() ? null : wire(arrived.topic(), arrived.record()));
  }

  private static byte[] wire(String topic, SpecificRecord record) {
    return WireFormat.encode(IDS.idOf(topic), AvroBytes.encode(record));
  }
}

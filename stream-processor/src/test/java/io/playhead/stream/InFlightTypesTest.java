package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Feedback;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.TraceContext;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class InFlightTypesTest {
  private final Records records = new Records();
  private final EventDecoder decoder = new EventDecoder(new FixedSchemaIds());

  @Test
  void carriesEventsWithAndWithoutEveryField() throws Exception {
    assertEventTravels(records.play("m", "t", PlaybackAction.SEEK, Records.T0, 1.5));
    assertEventTravels(records.device("mü", "phone", "DE", Records.T0));
    assertEventTravels(records.ageLimit("m", "PG-13", Records.T0));
    assertEventTravels(records.feedback("m", "t", Feedback.THUMBS_DOWN, Records.T0));
    assertEventTravels(records.erasure("m", 0));
  }

  private void assertEventTravels(RawRecord raw) throws Exception {
    ReadEvent read =
        new ReadEvent(
            decoder.decode(raw, System.currentTimeMillis()),
            Stamp.of(raw, 9),
            Original.of(raw.key(), raw.value()));

    ReadEvent copy = travel(read, ReadEvent.TYPE);
    assertThat(copy.event()).isEqualTo(read.event());
    assertThat(copy.stamp()).isEqualTo(read.stamp());
    assertThat(copy.original()).usingRecursiveComparison().isEqualTo(read.original());
    assertThat(travel(raw, RawRecord.TYPE)).usingRecursiveComparison().isEqualTo(raw);
  }

  @Test
  void carriesTraces() throws Exception {
    TraceContext trace = new TraceContext(1, -2, 3, (byte) 1);
    RawRecord raw = new RawRecord("titles", 3, 4, -1, null, null, trace.header());
    OutRecord list = new OutRecord("recommendations", Records.utf8("m"), null, 5, trace);

    assertThat(travel(raw, RawRecord.TYPE)).usingRecursiveComparison().isEqualTo(raw);
    assertThat(travel(list, OutRecord.TYPE)).usingRecursiveComparison().isEqualTo(list);
    assertThat(Stamp.of(raw, 9).trace()).isEqualTo(trace);
  }

  @Test
  void carriesWhatIsMissing() throws Exception {
    RawRecord empty = new RawRecord("titles", 3, 4, -1, null, null);
    OutRecord tombstone = new OutRecord("recommendations", Records.utf8("m"), null, 5);
    ControlUpdate update =
        new ControlUpdate(ControlUpdate.Kind.TITLE_REMOVED, "t", null, Stamp.of(empty, 1));

    assertThat(travel(empty, RawRecord.TYPE)).isEqualTo(empty);
    assertThat(travel(tombstone, OutRecord.TYPE)).usingRecursiveComparison().isEqualTo(tombstone);
    assertThat(travel(update, ControlUpdate.TYPE)).isEqualTo(update);
    assertThat(travel(ControlUpdate.LOADED, ControlUpdate.TYPE)).isEqualTo(ControlUpdate.LOADED);
  }

  private static <T> T travel(T value, TypeInformation<T> type) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T copy = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return copy;
  }
}

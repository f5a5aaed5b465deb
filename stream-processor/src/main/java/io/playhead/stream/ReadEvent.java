package io.playhead.stream;

import io.playhead.window.Action;
import io.playhead.window.MemberEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A decoded and validated event on its way to the member's window.
 *
 * @param event what happened
 * @param stamp the record it was read from
 * @param original that record's bytes, for the case that the window refuses the event
 */
record ReadEvent(MemberEvent event, Stamp stamp, Original original) {
  static final TypeInformation<ReadEvent> TYPE = InFlightType.of(ReadEvent.class, Serializer::new);

  private static final Action[] ACTIONS = Action.values();

  String memberId() {
    return event.memberId();
  }

  /** Writes and reads the fields in order. */
  public static final class Serializer extends InFlightSerializer<ReadEvent> {
    @Override
    public void serialize(ReadEvent read, DataOutputView out) throws IOException {
      MemberEvent event = read.event;
      out.writeByte(event.action().ordinal());
      out.writeUTF(event.memberId());
      out.writeLong(event.eventTimeMs());
      out.writeLong(event.sequence());
      StringSerializer.INSTANCE.serialize(event.titleId(), out);
      out.writeDouble(event.positionSeconds());
      out.writeInt(event.runtimeSeconds());
      StringSerializer.INSTANCE.serialize(event.deviceType(), out);
      StringSerializer.INSTANCE.serialize(event.country(), out);
      StringSerializer.INSTANCE.serialize(event.locale(), out);
      StringSerializer.INSTANCE.serialize(event.timeZone(), out);
      StringSerializer.INSTANCE.serialize(event.ageRatingMax(), out);
      StringSerializer.INSTANCE.serialize(event.row(), out);
      out.writeInt(event.rank());
      read.stamp.write(out);
      read.original.write(out);
    }

    @Override
    public ReadEvent deserialize(DataInputView in) throws IOException {
      MemberEvent event =
          new MemberEvent(
              ACTIONS[in.readUnsignedByte()],
              in.readUTF(),
              in.readLong(),
              in.readLong(),
              StringSerializer.INSTANCE.deserialize(in),
              in.readDouble(),
              in.readInt(),
              StringSerializer.INSTANCE.deserialize(in),
              StringSerializer.INSTANCE.deserialize(in),
              StringSerializer.INSTANCE.deserialize(in),
              StringSerializer.INSTANCE.deserialize(in),
              StringSerializer.INSTANCE.deserialize(in),
              StringSerializer.INSTANCE.deserialize(in),
              in.readInt());
      return new ReadEvent(event, Stamp.read(in), Original.read(in));
    }

    @Override
    public TypeSerializerSnapshot<ReadEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReadEvent> {
    /** Called by Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}

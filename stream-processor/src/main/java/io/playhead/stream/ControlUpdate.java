package io.playhead.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What every page subtask must hear: a title, a release or its end, or that the catalogue is
 * complete. Sent in one order by the one control subtask.
 *
 * @param kind which of them
 * @param id title id or key of the release; empty for {@link Kind#CATALOGUE_LOADED}
 * @param wire the record as read, with the wire format's header, so that a state that keeps it can
 *     be read by any later version; null where there is none
 * @param stamp the record it was read from; null for {@link Kind#CATALOGUE_LOADED}
 */
record ControlUpdate(Kind kind, String id, byte[] wire, Stamp stamp) {
  static final TypeInformation<ControlUpdate> TYPE =
      InFlightType.of(ControlUpdate.class, Serializer::new);

  static final ControlUpdate LOADED = new ControlUpdate(Kind.CATALOGUE_LOADED, "", null, null);

  private static final Kind[] KINDS = Kind.values();

  /** Kinds of update. */
  enum Kind {
    /** A title came or changed. */
    TITLE,
    /** A title was taken out. */
    TITLE_REMOVED,
    /** A model may serve. */
    RELEASE,
    /** All titles and releases that were there when the job started have been sent. */
    CATALOGUE_LOADED,
    /** The canary or shadow of that key serves no longer. */
    RELEASE_ENDED
  }

  /** Writes and reads the fields in order; what a kind lacks is left out. */
  public static final class Serializer extends InFlightSerializer<ControlUpdate> {
    @Override
    public void serialize(ControlUpdate update, DataOutputView out) throws IOException {
      out.writeByte(update.kind.ordinal());
      out.writeUTF(update.id);
      writeBytes(update.wire, out);
      out.writeBoolean(update.stamp != null);
      if (update.stamp != null) {
        update.stamp.write(out);
      }
    }

    @Override
    public ControlUpdate deserialize(DataInputView in) throws IOException {
      return new ControlUpdate(
          KINDS[in.readUnsignedByte()],
          in.readUTF(),
          readBytes(in),
          in.readBoolean() ? Stamp.read(in) : null);
    }

    @Override
    public TypeSerializerSnapshot<ControlUpdate> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Names the serializer in a checkpoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ControlUpdate> {
    /** Called by Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}

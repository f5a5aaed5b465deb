package io.playhead.stream;

import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.ReleaseLane;
import java.io.IOException;
import java.util.Comparator;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A release and the record it was read from, in the order in which releases serve: the greatest of
 * those in force does. That is the one that took force last, and of one moment's the one that was
 * announced last; one key's records stand in one partition, so offsets tell. In state:
 *
 * <pre>
 *   {@link Stamp} | length i32 | the release's record as read
 * </pre>
 *
 * @param release the release
 * @param stamp the record
 * @param wire the record as read
 */
record AnnouncedRelease(ModelRelease release, Stamp stamp, byte[] wire)
    implements Comparable<AnnouncedRelease> {
  private static final Comparator<AnnouncedRelease> ORDER =
      Comparator.comparingLong(AnnouncedRelease::fromMs)
          .thenComparingLong(announced -> announced.stamp.offset());

  static AnnouncedRelease of(Stamp stamp, byte[] wire, ControlDecoder decoder) {
    return new AnnouncedRelease(decoder.acceptedRelease(wire), stamp, wire);
  }

  static AnnouncedRelease decode(byte[] bytes, ControlDecoder decoder) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    return of(Stamp.read(in), InFlightSerializer.readBytes(in), decoder);
  }

  byte[] encode() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    stamp.write(out);
    InFlightSerializer.writeBytes(wire, out);
    return out.getCopyOfBuffer();
  }

  /** Whom it is for. */
  ReleaseLane lane() {
    return ReleaseLane.of(release);
  }

  /** When it takes force. */
  long fromMs() {
    return release.getEffectiveFromMs();
  }

  /** Whether it is the same model from the same place, and nothing has to be loaded for it. */
  boolean sameBundleAs(AnnouncedRelease other) {
    return release.getBundleUri().equals(other.release.getBundleUri())
        && release.getManifestSha256().equals(other.release.getManifestSha256());
  }

  @Override
  public int compareTo(AnnouncedRelease other) {
    return ORDER.compare(this, other);
  }
}

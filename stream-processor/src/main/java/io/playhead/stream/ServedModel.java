package io.playhead.stream;

import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Model;
import io.playhead.inference.ModelHandle;
import io.playhead.inference.ModelHandles;
import io.playhead.schemas.ModelRelease;
import io.playhead.schemas.RejectedRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The model that serves, and those that will: of the releases in force the one that took force
 * last, and of one moment's the one that was announced last. A release that cannot be loaded is
 * refused and the old one goes on. In state are only the serving release and future ones, by the
 * moment they take force:
 *
 * <pre>
 *   {@link Stamp} | length i32 | the release's record as read
 * </pre>
 *
 * Used on the task's thread; loads there too, which holds the task up for a moment once a release.
 */
final class ServedModel implements AutoCloseable {
  static final MapStateDescriptor<Long, byte[]> RELEASES =
      new MapStateDescriptor<>(
          "releases", LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  /** No release waits to take force. */
  static final long NEVER = Long.MAX_VALUE;

  private final BroadcastState<Long, byte[]> releases;
  private final ControlDecoder decoder;
  private final String channel;
  private final BundleTrust trust;
  private ModelHandle handle;
  private long servingFromMs = Long.MIN_VALUE;

  /** A release that will not serve, and why. */
  record Refusal(Stamp stamp, String channel, byte[] wire, String detail) {}

  ServedModel(
      BroadcastState<Long, byte[]> releases,
      ControlDecoder decoder,
      String channel,
      BundleTrust trust) {
    this.releases = releases;
    this.decoder = decoder;
    this.channel = channel;
    this.trust = trust;
  }

  /** The serving model; null: none yet. */
  Model model() {
    return handle == null ? null : handle.model();
  }

  /** A release was announced. */
  List<Refusal> offer(ControlUpdate update, long nowMs) throws Exception {
    if (!update.id().equals(channel)) {
      return List.of();
    }
    ModelRelease release = decode(update.wire());
    long fromMs = release.getEffectiveFromMs();
    if (fromMs > nowMs) {
      releases.put(fromMs, encode(update.stamp(), update.wire()));
      return List.of();
    }
    return fromMs < servingFromMs ? List.of() : load(release, update.stamp(), update.wire());
  }

  /** Takes into force what is due: at its moment, and all there is after a restore. */
  List<Refusal> takeDue(long nowMs) throws Exception {
    TreeMap<Long, byte[]> due = new TreeMap<>();
    for (Map.Entry<Long, byte[]> entry : releases.immutableEntries()) {
      boolean serving = handle != null && entry.getKey() == servingFromMs;
      if (entry.getKey() <= nowMs && !serving) {
        due.put(entry.getKey(), entry.getValue());
      }
    }
    List<Refusal> refusals = new ArrayList<>();
    for (Map.Entry<Long, byte[]> entry : due.entrySet()) {
      DataInputDeserializer in = new DataInputDeserializer(entry.getValue());
      Stamp stamp = Stamp.read(in);
      byte[] wire = InFlightSerializer.readBytes(in);
      releases.remove(entry.getKey());
      refusals.addAll(load(decode(wire), stamp, wire));
    }
    return refusals;
  }

  /** When the next release takes force. */
  long nextDueMs(long nowMs) throws Exception {
    long nextMs = NEVER;
    for (Map.Entry<Long, byte[]> entry : releases.immutableEntries()) {
      if (entry.getKey() > nowMs) {
        nextMs = Math.min(nextMs, entry.getKey());
      }
    }
    return nextMs;
  }

  private List<Refusal> load(ModelRelease release, Stamp stamp, byte[] wire) throws Exception {
    try {
      Path folder = ControlDecoder.folder(release);
      ModelHandle next = ModelHandles.acquire(folder, release.getManifestSha256(), trust);
      if (handle != null) {
        releases.remove(servingFromMs);
        handle.close();
      }
      handle = next;
      servingFromMs = release.getEffectiveFromMs();
      releases.put(servingFromMs, encode(stamp, wire));
      return List.of();
    } catch (BundleException | RejectedRecordException e) {
      return List.of(new Refusal(stamp, release.getChannel(), wire, e.getMessage()));
    }
  }

  private ModelRelease decode(byte[] wire) {
    try {
      return decoder.release(wire);
    } catch (RejectedRecordException e) {
      throw new IllegalStateException(
          "A release that the control stage accepted cannot be decoded: " + e.detail(), e);
    }
  }

  private static byte[] encode(Stamp stamp, byte[] wire) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    stamp.write(out);
    InFlightSerializer.writeBytes(wire, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public void close() {
    if (handle != null) {
      handle.close();
      handle = null;
    }
  }
}

package io.playhead.view.http;

import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Where a member's records were found: here, or at other instances to ask in turn.
 *
 * @param here whether this instance answers
 * @param value what it has; null: nothing of this member
 * @param stale whether there may be a newer one
 * @param elsewhere instances to ask
 */
record Found(boolean here, byte[] value, boolean stale, List<HostInfo> elsewhere) {
  static Found here(byte[] value, boolean stale) {
    return new Found(true, value, stale, List.of());
  }

  static Found elsewhere(List<HostInfo> hosts) {
    return new Found(false, null, false, hosts);
  }
}

package io.playhead.view.store;

import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Who has a member's records.
 *
 * @param active the instance that owns the member's partition; null: nobody at the moment
 * @param standbys instances that follow it
 */
public record Owner(int partition, HostInfo active, List<HostInfo> standbys) {}

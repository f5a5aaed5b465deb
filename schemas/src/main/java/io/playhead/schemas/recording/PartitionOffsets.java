package io.playhead.schemas.recording;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What of one partition of a topic a recording was made from.
 *
 * @param partition the partition
 * @param from first offset that was read
 * @param to offset behind the last that was read
 */
@JsonPropertyOrder({"partition", "from", "to"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record PartitionOffsets(int partition, long from, long to) {}

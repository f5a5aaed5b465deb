package io.playhead.deploy.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.recording.PartitionOffsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the topics of a recording have been read: what stands beside the files of an unfinished
 * one.
 *
 * @param clusterId Kafka's name for the cluster
 * @param range the range in the words of the command line
 * @param offsets by topic, what is read of its partitions from first to last
 * @param left the same of what has not been read
 * @param readCount records read so far
 * @param leftOut what of them is not in the recording
 */
record RecorderState(
    String clusterId,
    String range,
    Map<String, List<PartitionOffsets>> offsets,
    Map<String, List<PartitionOffsets>> left,
    long readCount,
    LeftOut leftOut) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** The state when {@code records} have come this far. */
  RecorderState after(TopicMerge records, long newReadCount, LeftOut newLeftOut) {
    Map<String, List<PartitionOffsets>> newLeft = new TreeMap<>(left);
    for (String topic : OffsetPlan.RECORDED) {
      newLeft.computeIfPresent(
          topic,
          (name, partitions) ->
              partitions.stream()
                  .map(
                      each ->
                          new PartitionOffsets(
                              each.partition(),
                              records.nextOffset(name, each.partition()),
                              each.to()))
                  .toList());
    }
    return new RecorderState(clusterId, range, offsets, newLeft, newReadCount, newLeftOut);
  }

  /** What is left of the topics whose records are written. */
  Map<String, List<PartitionOffsets>> leftOfRecorded() {
    Map<String, List<PartitionOffsets>> recorded = new TreeMap<>(left);
    recorded.keySet().retainAll(OffsetPlan.RECORDED);
    return recorded;
  }

  /** Offsets of the topics whose records are written, first to last. */
  long size() {
    return count(offsets);
  }

  /** Those of them that were passed. */
  long passedCount() {
    return count(offsets) - count(left);
  }

  private static long count(Map<String, List<PartitionOffsets>> ranges) {
    return OffsetPlan.RECORDED.stream()
        .flatMap(topic -> ranges.get(topic).stream())
        .mapToLong(each -> each.to() - each.from())
        .sum();
  }

  JsonNode toJson() {
    return JSON.valueToTree(this);
  }

  static RecorderState fromJson(JsonNode json) {
    try {
      return JSON.treeToValue(json, RecorderState.class);
    } catch (JsonProcessingException e) {
      throw CommandFailure.badInput(
          "the unfinished recording does not say how far its topics were read ("
              + e.getOriginalMessage()
              + "); delete the folder and record anew",
          e);
    }
  }
}

package io.playhead.deploy.recorder;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.PartitionOffsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Settles, once and at the start, what of each partition is read for a recording: topics grow while
 * they are read, and a recording that is gone on with must end where it would have ended.
 *
 * <p>The range of a recording is one of event times; offsets only spare the reading of what cannot
 * be in it. An event is appended a day before it happens at most, as the job refuses those that are
 * further ahead of its clock; so what Kafka's clock puts more than {@link #AHEAD_MS} before the
 * range is not read. It may be appended any time after it happened: a phone that was off for a week
 * brings a week's events, and the job takes them, as its lateness is held against the member's
 * newest event and not against a clock. So events are read to the ends of their topics, unless a
 * lateness is given. The catalogue, releases and erasures are read from their beginnings: what was
 * in force in the range may have come at any time before it. Stateless.
 */
final class OffsetPlan {
  /** How far ahead of the clock an event may be: the bound of the job's checks. */
  static final long AHEAD_MS = TimeUnit.DAYS.toMillis(1);

  /** The topics whose records are written. */
  static final List<String> RECORDED =
      List.of(
          Topics.PLAYBACK_EVENTS,
          Topics.DEVICE_EVENTS,
          Topics.FEEDBACK_EVENTS,
          Topics.TITLES,
          Topics.MODEL_RELEASES,
          Topics.RECOMMENDATIONS);

  private static final List<String> FROM_THE_BEGINNING =
      List.of(Topics.TITLES, Topics.MODEL_RELEASES, Topics.ERASURES);

  // An erasure counts whenever it came, and the last page may follow its event late.
  private static final List<String> TO_THE_END = List.of(Topics.ERASURES, Topics.RECOMMENDATIONS);

  private OffsetPlan() {}

  /** By topic, what of its partitions is read. */
  static Map<String, List<PartitionOffsets>> resolve(
      Consumer<byte[], byte[]> consumer, RecordOptions options) {
    List<TopicPartition> all = new ArrayList<>(partitions(consumer, options, Topics.ERASURES));
    RECORDED.forEach(topic -> all.addAll(partitions(consumer, options, topic)));
    consumer.assign(all); // Without, each answer is logged as one that nobody waits for.
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    Map<TopicPartition, Long> froms = new HashMap<>(consumer.beginningOffsets(all));
    Map<TopicPartition, Long> tos = new HashMap<>(ends);
    if (options.from() != null) {
      offsetsAt(consumer, options.fromMs() - AHEAD_MS, without(all, FROM_THE_BEGINNING), ends)
          .forEach((partition, offset) -> froms.merge(partition, offset, Math::max));
    }
    if (options.to() != null && options.latenessMs() != null) {
      offsetsAt(
              consumer, later(options.toMs(), options.latenessMs()), without(all, TO_THE_END), ends)
          .forEach((partition, offset) -> tos.merge(partition, offset, Math::min));
    }
    Map<String, List<PartitionOffsets>> plan = new TreeMap<>();
    for (TopicPartition partition : all) {
      long from = froms.get(partition);
      plan.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
          .add(
              new PartitionOffsets(
                  partition.partition(), from, Math.max(from, tos.get(partition))));
    }
    return plan;
  }

  private static List<TopicPartition> partitions(
      Consumer<byte[], byte[]> consumer, RecordOptions options, String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      throw CommandFailure.unreachable(
          "the broker at "
              + options.bootstrap()
              + " has no topic "
              + topic
              + "; 'run --prepare' makes the topics",
          null);
    }
    return found.stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  /** Their sum, or the end of time. */
  private static long later(long timeMs, long latenessMs) {
    return timeMs > Long.MAX_VALUE - latenessMs ? Long.MAX_VALUE : timeMs + latenessMs;
  }

  private static List<TopicPartition> without(List<TopicPartition> all, List<String> topics) {
    return all.stream().filter(partition -> !topics.contains(partition.topic())).toList();
  }

  /** The first offset of each at or after that moment on Kafka's clock, its end without one. */
  private static Map<TopicPartition, Long> offsetsAt(
      Consumer<byte[], byte[]> consumer,
      long timeMs,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), partition -> Math.max(0, timeMs)));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                offsets.put(partition, found == null ? ends.get(partition) : found.offset()));
    return offsets;
  }

  /**
   * Refuses to go on where the broker no longer has what is still to be read.
   *
   * @param left by topic, what is still to be read
   */
  static void requireThere(
      Consumer<byte[], byte[]> consumer,
      RecordOptions options,
      Map<String, List<PartitionOffsets>> left) {
    Map<TopicPartition, PartitionOffsets> needed = new HashMap<>();
    left.forEach(
        (topic, partitions) ->
            partitions.stream()
                .filter(each -> each.from() < each.to())
                .forEach(each -> needed.put(new TopicPartition(topic, each.partition()), each)));
    consumer.assign(needed.keySet());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(needed.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(needed.keySet());
    needed.forEach(
        (partition, each) -> {
          if (beginnings.get(partition) > each.from() || ends.get(partition) < each.to()) {
            throw CommandFailure.badInput(
                "the recording in "
                    + options.out()
                    + " needs "
                    + partition
                    + " from offset "
                    + each.from()
                    + " to "
                    + each.to()
                    + ", and the broker has "
                    + beginnings.get(partition)
                    + " to "
                    + ends.get(partition)
                    + "; delete the folder and record anew");
          }
        });
  }
}

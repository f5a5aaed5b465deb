package io.playhead.deploy.recorder;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Servers;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.PartitionOffsets;
import io.playhead.schemas.recording.UnfinishedRecording;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Where a recording of topics begins, or goes on: what is settled before the first record is read.
 *
 * @param state how far the topics were read
 * @param erasures who asked to be forgotten, as of the first beginning
 */
record RecorderStart(RecorderState state, Erasures erasures) {

  /** What is to be gone on with; null: a recording is begun. Asks nobody but the disk. */
  static UnfinishedRecording unfinished(RecordOptions options) {
    if (options.resume()) {
      return UnfinishedRecording.read(options.out());
    }
    if (UnfinishedRecording.isIn(options.out())) {
      throw CommandFailure.badInput(
          options.out()
              + " holds an unfinished recording; go on with it by --resume, or delete the folder");
    }
    return null;
  }

  /** Asks the broker; {@code unfinished} null: a recording is begun. */
  static RecorderStart of(RecordOptions options, UnfinishedRecording unfinished, SchemaIds ids) {
    String clusterId = clusterId(options);
    try (KafkaConsumer<byte[], byte[]> consumer = RecorderConsumer.connect(options, 1)) {
      if (unfinished == null) {
        return begin(options, clusterId, OffsetPlan.resolve(consumer, options), ids);
      }
      RecorderState state = RecorderState.fromJson(unfinished.source());
      requireSame(options, clusterId, state);
      OffsetPlan.requireThere(consumer, options, state.left());
      return new RecorderStart(state, erasures(options, state.offsets(), ids, new TreeMap<>()));
    } catch (KafkaException e) {
      String silence =
          "Kafka at " + options.bootstrap() + " does not say what is on its topics: " + e;
      throw Servers.failure(options.bootstrap(), AclOperation.READ, silence, e);
    }
  }

  private static RecorderStart begin(
      RecordOptions options,
      String clusterId,
      Map<String, List<PartitionOffsets>> plan,
      SchemaIds ids) {
    Map<String, Long> rejected = new TreeMap<>();
    Erasures erasures = erasures(options, plan, ids, rejected);
    LeftOut leftOut = new LeftOut(0, 0, 0, rejected);
    return new RecorderStart(
        new RecorderState(clusterId, options.range(), plan, plan, 0, leftOut), erasures);
  }

  private static Erasures erasures(
      RecordOptions options,
      Map<String, List<PartitionOffsets>> plan,
      SchemaIds ids,
      Map<String, Long> rejected) {
    try (TopicMerge records =
        new TopicMerge(options, Map.of(Topics.ERASURES, plan.get(Topics.ERASURES)))) {
      return Erasures.read(records, ids, reason -> rejected.merge(reason.name(), 1L, Long::sum));
    }
  }

  private static void requireSame(RecordOptions options, String clusterId, RecorderState state) {
    if (!state.range().equals(options.range())) {
      throw CommandFailure.badInput(
          options.out()
              + " was begun with "
              + (state.range().isEmpty() ? "no range" : state.range())
              + ", and cannot be gone on with "
              + (options.range().isEmpty() ? "none" : options.range())
              + ": give the same, or record to another folder");
    }
    if (!state.clusterId().equals(clusterId)) {
      throw CommandFailure.badInput(
          options.out()
              + " was begun from Kafka cluster "
              + state.clusterId()
              + ", and the one at "
              + options.bootstrap()
              + " is "
              + clusterId
              + ": give the address of the first, or record to another folder");
    }
  }

  private static String clusterId(RecordOptions options) {
    String bootstrap = options.bootstrap();
    Map<String, Object> own = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try (Admin admin = Admin.create(options.clients().kafka(own))) {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException e) {
      throw CommandFailure.unreachable(
          "the Kafka broker at " + bootstrap + " does not answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking the broker at " + bootstrap, e);
    }
  }
}

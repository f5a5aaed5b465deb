package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the production graph over lists of records on a cluster in this JVM, with RocksDB and the
 * production settings. What goes in and comes out is found by the run's id, because the ends are
 * copied to the tasks.
 */
final class GraphRun {
  private static final Map<String, GraphRun> RUNS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final List<RawRecord> members;
  private final List<RawRecord> control;
  private final JobOptions options;
  private double membersPerSecond = Double.POSITIVE_INFINITY;
  private double controlPerSecond = Double.POSITIVE_INFINITY;
  final Outputs outputs = new Outputs();

  GraphRun(List<RawRecord> members, List<RawRecord> control, JobOptions options) {
    this.members = members;
    this.control = control;
    this.options = options.withBounded(true);
  }

  static JobOptions options(int parallelism) {
    return JobOptions.defaults(FixedSchemaIds::new, parallelism);
  }

  /** Slows the sources down, so that something can happen meanwhile. */
  GraphRun slowly(double members, double control) {
    membersPerSecond = members;
    controlPerSecond = control;
    return this;
  }

  /** Settings of a cluster of its own for this run. */
  Configuration settings(Path stateDir, long checkpointIntervalMs) {
    Configuration settings = ClusterSettings.job(stateDir, checkpointIntervalMs);
    ClusterSettings.addEmbedded(settings, options.parallelism(), 0);
    return settings;
  }

  /** Runs to the end. */
  Outputs run(Path stateDir) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            options.parallelism(), settings(stateDir, 500));
    build(env);
    env.execute("graph run");
    return outputs;
  }

  void build(StreamExecutionEnvironment env) {
    RUNS.put(id, this);
    PlayheadJob.build(
        env,
        new JobSources(
            source(id, true, members.size(), membersPerSecond),
            1,
            source(id, false, control.size(), controlPerSecond)),
        new JobSinks(
            new Collect(
                id,
                Set.of(
                    Topics.RECOMMENDATIONS, Topics.MEMBER_EMBEDDINGS, Topics.INTERACTION_TOKENS)),
            new Collect(id, Set.of(Topics.REJECTED_EVENTS))),
        options);
  }

  /** Records come by themselves; this thread has nothing else to wait for. */
  static void awaitRecords(IntSupplier records, int count) {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (records.getAsInt() < count) {
      assertThat(System.nanoTime()).as("60 s for %d records", count).isLessThan(deadlineNs);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Source<RawRecord, ?, ?> source(
      String id, boolean ofMembers, int count, double perSecond) {
    return new DataGeneratorSource<>(
        index -> {
          GraphRun run = RUNS.get(id);
          return (ofMembers ? run.members : run.control).get(index.intValue());
        },
        count,
        Double.isInfinite(perSecond)
            ? RateLimiterStrategy.noOp()
            : RateLimiterStrategy.perSecond(perSecond),
        RawRecord.TYPE);
  }

  /** Puts what arrives into the run's outputs; like Kafka at least once, what was sent stays. */
  private record Collect(String id, Set<String> topics) implements Sink<OutRecord> {
    @Override
    public SinkWriter<OutRecord> createWriter(WriterInitContext context) {
      Outputs outputs = RUNS.get(id).outputs;
      return new SinkWriter<>() {
        @Override
        public void write(OutRecord record, Context context) {
          assertThat(topics).contains(record.topic());
          outputs.records.add(record);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}

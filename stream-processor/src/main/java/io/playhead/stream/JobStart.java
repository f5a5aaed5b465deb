package io.playhead.stream;

import io.playhead.inference.PageRules;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From options to a graph, wherever it will run: asks broker and registry for all that the job will
 * need, then draws the graph between them.
 */
final class JobStart {
  private final RunOptions options;
  private final JobOptions jobOptions;
  private final Map<String, long[]> stopAt;

  private JobStart(RunOptions options, JobOptions jobOptions, Map<String, long[]> stopAt) {
    this.options = options;
    this.jobOptions = jobOptions;
    this.stopAt = stopAt;
  }

  /** Asks the servers; at most 30 s. */
  static JobStart check(RunOptions options) throws RunFailure {
    options.jobOptions(Map.of()); // what is wrong with the options is said before anybody is asked
    Map<String, long[]> endsNow =
        Preflight.endOffsets(
            options.bootstrap(), options.clients(), options.group(), options.delivery());
    Preflight.checkRegistry(options.registry(), options.clients());
    Map<String, long[]> stopAt =
        options.stopAt() == null ? Map.of() : StopAt.read(options.stopAt(), endsNow);
    Map<String, long[]> catalogueEnds = new HashMap<>(stopAt.isEmpty() ? endsNow : stopAt);
    catalogueEnds.keySet().retainAll(KafkaEnds.CONTROL_TOPICS);
    return new JobStart(options, options.jobOptions(catalogueEnds), stopAt);
  }

  /** Adds the whole job to {@code env}; the caller executes it. */
  void build(StreamExecutionEnvironment env) {
    KafkaEnds ends =
        new KafkaEnds(
            options.bootstrap(),
            options.group(),
            options.delivery(),
            options.schemaIds(),
            options.clients());
    JobSources sources = ends.sources(options.parallelism(), stopAt);
    if (options.passThrough() == null) {
      PlayheadJob.build(env, sources, ends.sinks(), jobOptions);
    } else {
      PassThroughJob.build(env, sources, ends.copies(options.passThrough()));
    }
  }

  /** Says what a person should know of what will serve. */
  void report(PrintStream out) {
    if (!options.serving().trust().requiresSignature()) {
      out.println(
          "warning: any bundle on the channel may serve, signed or not; name the keys that you trust"
              + " as --trusted-key");
    }
    PageRules rules = options.serving().rules();
    out.println("rules: " + rules.id() + (rules.equals(PageRules.DEFAULT) ? ", the defaults" : ""));
  }
}

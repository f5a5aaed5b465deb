package io.playhead.deploy.simulator;

import io.playhead.deploy.ClientConfigOption;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.local.Servers;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes simulated members' days as a recording, to train a model on; or sends them to topics and
 * goes on. Titles that are not out at the end are not in it.
 */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Writes a recording of simulated members with known tastes, or lets them live on topics"
            + " that are there.")
public final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--members", defaultValue = "1000", description = "Members (${DEFAULT-VALUE}).")
  private int members;

  @Option(names = "--days", defaultValue = "53", description = "Days (${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Another seed gives other members (${DEFAULT-VALUE}). Titles stay the same.")
  private long seed;

  @Option(
      names = "--first-day",
      defaultValue = "0",
      paramLabel = "D",
      description = "Day that members start to live on (${DEFAULT-VALUE}).")
  private int firstDay;

  @Option(
      names = "--drift",
      defaultValue = "0",
      paramLabel = "S",
      description =
          "How far fashions move everybody's tastes over the weeks, in units of choice; 1.5 is as"
              + " much as a third favourite genre (${DEFAULT-VALUE}: tastes stay).")
  private double drift;

  @ArgGroup(multiplicity = "1")
  private Target target;

  /** Where the records go. */
  private static final class Target {
    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the recording.")
    private Path out;

    @ArgGroup(exclusive = false, heading = "Instead of a recording, topics that are there:%n")
    private Topics topics;
  }

  /** A user's own Kafka. */
  private static final class Topics {
    @Option(
        names = "--bootstrap",
        required = true,
        paramLabel = "HOST:PORT",
        description = "Send the days at once, then let the members live on.")
    private String bootstrap;

    @Option(
        names = "--registry",
        required = true,
        paramLabel = "URL",
        description = "The registry of those topics.")
    private String registry;

    @Option(
        names = "--client-config",
        paramLabel = "FILE",
        description =
            "Properties file of Kafka's client settings, and of the registry's after"
                + " schema.registry. Default: plain connections.")
    private Path clientConfig;

    @Option(
        names = "--speed",
        defaultValue = "600",
        paramLabel = "N",
        description = "Simulated seconds in a second of living on (${DEFAULT-VALUE}).")
    private double speed;

    @Option(
        names = "--seconds",
        defaultValue = "" + Long.MAX_VALUE,
        paramLabel = "N",
        description = "How long they live on. Default: until they are ended.")
    private long seconds;
  }

  @Override
  public Integer call() {
    if (members < 1 || days < 1) {
      throw CommandFailure.badInput("--members and --days must be at least 1");
    }
    if (firstDay < 0 || !(drift >= 0)) {
      throw CommandFailure.badInput("--first-day and --drift must be at least 0");
    }
    SimulatedCatalogue catalogue =
        SimulatedCatalogue.of(SimulatedCatalogue.SEED, SimulatedCatalogue.TITLES);
    if (target.topics == null) {
      writeRecording(catalogue);
    } else {
      live(catalogue, target.topics);
    }
    return 0;
  }

  private void live(SimulatedCatalogue catalogue, Topics topics) {
    if (!(topics.speed > 0) || topics.seconds < 0) {
      throw CommandFailure.badInput("--speed must be above 0, --seconds at least 0");
    }
    ClientSettings clients = ClientConfigOption.read(topics.clientConfig);
    Servers.requireUp(topics.bootstrap, topics.registry, clients);
    long fromMs = SimulatedTime.day(firstDay);
    long liveFromMs = SimulatedTime.day(firstDay + days);
    Simulation simulation = new Simulation(catalogue, members, seed, fromMs, drift);
    try (TopicWriter writer =
        new TopicWriter(
            topics.bootstrap, new RegistrySchemaIds(topics.registry, clients), clients)) {
      LiveMembers living = new LiveMembers(writer, catalogue, simulation, fromMs);
      try (Progress progress = Progress.start("simulate", days, " days", 1)) {
        living.bePast(liveFromMs, passedMs -> progress.at(passedMs / SimulatedTime.DAY_MS));
      }
      System.out.printf(
          "%,d records of %,d members over %d days; they live on at %.0f times the pace of life%n",
          living.sent(), members, days, topics.speed);
      living.live(liveFromMs, topics.speed, topics.seconds);
      System.out.printf("%,d records in all%n", living.sent());
    }
  }

  private void writeRecording(SimulatedCatalogue catalogue) {
    long fromMs = SimulatedTime.day(firstDay);
    long toMs = SimulatedTime.day(firstDay + days);
    long events = 0;
    try (RecordingWriter writer = RecordingWriter.create(target.out);
        Progress progress = Progress.start("simulate", days, " days", 1)) {
      SimulatedRecording.describe(writer, members, seed, drift);
      for (Title title : catalogue.releasedBy(fromMs)) {
        writer.write(title);
      }
      Simulation simulation = new Simulation(catalogue, members, seed, fromMs, drift);
      for (Happening h = simulation.next(); h.timeMs() < toMs; h = simulation.next()) {
        write(h.record(), writer);
        events++;
        progress.at((h.timeMs() - fromMs) / SimulatedTime.DAY_MS);
      }
      progress.at(days);
    }
    System.out.printf(
        "%,d records of %,d members over %d days in %s%n", events, members, days, target.out);
  }

  private static void write(SpecificRecord record, RecordingWriter writer) {
    if (record instanceof PlaybackEvent event) {
      writer.write(event);
    } else if (record instanceof DeviceEvent event) {
      writer.write(event);
    } else if (record instanceof FeedbackEvent event) {
      writer.write(event);
    } else {
      writer.write((Title) record);
    }
  }
}

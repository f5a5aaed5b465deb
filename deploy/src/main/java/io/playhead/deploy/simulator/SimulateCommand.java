package io.playhead.deploy.simulator;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes simulated members' days as a recording, to train a model on. Titles that are not out at
 * its end are not in it.
 */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Writes a recording of simulated members with known tastes.")
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

  @Option(names = "--out", required = true, description = "Folder for the recording.")
  private Path out;

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
    long fromMs = SimulatedTime.day(firstDay);
    long toMs = SimulatedTime.day(firstDay + days);
    long events = 0;
    try (RecordingWriter writer = RecordingWriter.create(out);
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
        "%,d records of %,d members over %d days in %s%n", events, members, days, out);
    return 0;
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

package io.playhead.deploy.simulator;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingWriter;
import java.util.Map;

/**
 * The one place that knows how a recording says that it is simulated: what was drawn from which
 * seed stands in its provenance. Stateless.
 */
public final class SimulatedRecording {
  private static final String IMPORTER = "importer";
  private static final String SIMULATE = "playhead simulate";
  private static final String MEMBERS = "members";
  private static final String SEED = "seed";
  private static final String DRIFT = "drift"; // absent: tastes stay

  private SimulatedRecording() {}

  /** Notes what the recording is drawn from. */
  public static void describe(RecordingWriter writer, int members, long seed, double drift) {
    writer.provenance(IMPORTER, SIMULATE);
    writer.provenance(MEMBERS, Integer.toString(members));
    writer.provenance(SEED, Long.toString(seed));
    if (drift != 0) {
      writer.provenance(DRIFT, Double.toString(drift));
    }
  }

  /** The tastes behind a recording; refuses one that is not simulated, or of other titles. */
  public static KnownTastes tastes(Recording recording, SimulatedCatalogue catalogue) {
    Map<String, String> provenance = recording.manifest().provenance();
    if (!SIMULATE.equals(provenance.get(IMPORTER))) {
      throw CommandFailure.badInput(
          "the recording is not simulated, so nobody knows its members' tastes: make one with"
              + " simulate");
    }
    requireTitles(recording, catalogue);
    try {
      return new KnownTastes(
          catalogue,
          Integer.parseInt(provenance.get(MEMBERS)),
          Long.parseLong(provenance.get(SEED)),
          Double.parseDouble(provenance.getOrDefault(DRIFT, "0")));
    } catch (NumberFormatException e) {
      throw CommandFailure.badInput(
          "the recording does not say what it was drawn from: " + provenance, e);
    }
  }

  private static void requireTitles(Recording recording, SimulatedCatalogue catalogue) {
    try (RecordIterator<Title> titles = recording.titles()) {
      while (titles.hasNext()) {
        Title title = titles.next();
        SimulatedTitle ours = catalogue.find(title.getTitleId());
        if (ours == null || !ours.record().equals(title)) {
          throw CommandFailure.badInput(
              "the recording's title "
                  + title.getTitleId()
                  + " is not this version's: simulate it again");
        }
      }
    }
  }
}

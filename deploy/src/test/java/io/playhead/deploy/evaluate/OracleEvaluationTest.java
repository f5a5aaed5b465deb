package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.simulator.Happening;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.deploy.simulator.SimulatedRecording;
import io.playhead.deploy.simulator.SimulatedTime;
import io.playhead.deploy.simulator.Simulation;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleEvaluationTest {
  private static final int MEMBERS = 12;
  private static final int DAYS = 12;
  private static final int ASKED_FROM_DAY = 8;
  private static final long SEED = 11;

  @TempDir private Path folder;

  private final SimulatedCatalogue catalogue =
      SimulatedCatalogue.of(SimulatedCatalogue.SEED, SimulatedCatalogue.TITLES);
  private Path recording;
  private Path bundle;
  private int playsAsked;

  @BeforeEach
  void simulate() {
    recording = folder.resolve("recording");
    bundle = folder.resolve("bundle");
    List<Title> titles = catalogue.releasedBy(SimulatedTime.day(0));
    TinyBundle.DEFAULT.write(bundle, titles.stream().map(Title::getTitleId).toList());
    try (RecordingWriter writer = RecordingWriter.create(recording)) {
      SimulatedRecording.describe(writer, MEMBERS, SEED, 0);
      titles.forEach(writer::write);
      Simulation simulation = new Simulation(catalogue, MEMBERS, SEED, SimulatedTime.day(0));
      for (Happening h = simulation.next();
          h.timeMs() < SimulatedTime.day(DAYS);
          h = simulation.next()) {
        write(h, writer);
      }
    }
  }

  private void write(Happening happening, RecordingWriter writer) {
    if (happening.record() instanceof PlaybackEvent event) {
      writer.write(event);
      boolean asked = event.getEventTimeMs() >= SimulatedTime.day(ASKED_FROM_DAY);
      playsAsked += asked && happening.choice() != null ? 1 : 0;
    } else if (happening.record() instanceof DeviceEvent event) {
      writer.write(event);
    }
  }

  @Test
  void asksEveryPlayAndFindsAnUntrainedModelFarBelowTheOracle() {
    OracleFigures figures = evaluate(recording);

    assertThat(figures.plays()).isEqualTo(playsAsked).isGreaterThan(50);
    assertThat(figures.members()).isLessThanOrEqualTo(MEMBERS);
    assertThat(figures.oracleNdcg10()).isBetween(.2, .6);
    assertThat(figures.shareOfOracle()).isBetween(.0, .4);
    assertThat(figures.popularityShare()).isBetween(.01, .6);
    assertThat(figures.shareOfOracleInterval().low()).isLessThan(figures.shareOfOracle());
    assertThat(figures.shareOfOracleInterval().high()).isGreaterThan(figures.shareOfOracle());
    assertThat(figures.contextMembers()).isEqualTo(MEMBERS);
    assertThat(figures.oracleContextDifference()).isGreaterThan(.1);
    assertThat(figures.contextShareOfOracle()).isBetween(-.4, .4);
    assertThat(figures.slices().get("deviceType").stream().mapToLong(OracleSlice::plays).sum())
        .isEqualTo(playsAsked);
  }

  @Test
  void refusesARecordingWhoseTastesNobodyKnows() {
    Path imported = folder.resolve("imported");
    RecordingWriter.create(imported).close();

    assertThatThrownBy(() -> evaluate(imported)).hasMessageContaining("not simulated");
  }

  @Test
  void refusesOtherTitlesThanTheSimulationsOwn() {
    Path other = folder.resolve("other");
    try (RecordingWriter writer = RecordingWriter.create(other)) {
      SimulatedRecording.describe(writer, MEMBERS, SEED, 0);
      writer.write(Title.newBuilder().setTitleId("t000").build());
    }

    assertThatThrownBy(() -> evaluate(other)).hasMessageContaining("t000 is not this version's");
  }

  private OracleFigures evaluate(Path of) {
    Instant from = Instant.ofEpochMilli(SimulatedTime.day(ASKED_FROM_DAY));
    return new OracleEvaluation(of, bundle, from, 1).run();
  }
}

package io.playhead.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.PlayheadCommand;
import io.playhead.deploy.local.Home;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small turn of the loop, from a model that knows nothing: all of it is real but training, in
 * whose place stands the demo's model.
 */
class LoopRunTest {
  private static final int MEMBERS = 40;
  private static final int DAYS = 4;
  private static final long SEED = 5;
  private static final double DRIFT = 1.5;

  @TempDir private Path folder;
  private Path knowsNothing;

  @BeforeEach
  void writeBundle() {
    List<String> titles = Stream.iterate(0, i -> i + 1).limit(400).map("t%03d"::formatted).toList();
    knowsNothing = TinyBundle.DEFAULT.write(folder.resolve("old"), titles);
  }

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void recordsTrainsComparesReleasesAndFindsTheNewModelOnThePages() {
    LoopFigures.Loop loop =
        new LoopRun(options(knowsNothing, "work"), this::trainTheDemosModel).run().loop();

    Recording learned = Recording.open(folder.resolve("work/learned"));
    assertThat(loop.recorded().events()).isEqualTo(learned.manifest().eventCount());
    assertThat(loop.recorded().rejected()).isZero();
    assertThat(loop.oldModelId()).isEqualTo("tiny-1");
    assertThat(loop.newNdcg10()).isGreaterThan(3 * loop.oldNdcg10());
    assertThat(loop.plays()).isGreaterThan(20);
    assertThat(loop.withNdcg10()).isBetween(.5 * loop.oracleNdcg10(), loop.oracleNdcg10());
    assertThat(loop.gain()).isGreaterThan(3);
  }

  @Test
  void releasesNothingThatIsNoBetter() {
    Path demo = Home.ofThisProcess().root().resolve("deploy/demo-bundle");
    LoopOptions options = options(demo, "unused");
    Path learned = folder.resolve("learned");
    Path heldAgainst = simulated();

    assertThatThrownBy(
            () ->
                NextModel.train(
                    this::trainNothing,
                    options,
                    learned,
                    heldAgainst,
                    Instant.parse("2026-02-28T00:00:00Z")))
        .hasMessageContaining("is no better where neither has looked");
  }

  private LoopOptions options(Path bundle, String work) {
    return new LoopOptions(bundle, MEMBERS, SEED, DRIFT, DAYS, 1, 1, folder.resolve(work));
  }

  private void trainTheDemosModel(List<String> words) {
    assertThat(words)
        .containsSequence("--warm-start", knowsNothing.toAbsolutePath().toString())
        .containsSequence("--width", "16");
    copy(
        Home.ofThisProcess().root().resolve("deploy/demo-bundle"),
        Path.of(words.get(words.indexOf("--out") + 1)));
  }

  private void trainNothing(List<String> words) {
    copy(knowsNothing, Path.of(words.get(words.indexOf("--out") + 1)));
  }

  private Path simulated() {
    Path recording = folder.resolve("held-against");
    PlayheadCommand.run(
        "simulate", "--members=30", "--first-day=52", "--days=3", "--out=" + recording);
    return recording;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

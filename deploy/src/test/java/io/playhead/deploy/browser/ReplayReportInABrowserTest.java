package io.playhead.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.PlayheadCommand;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.SmallRecording;
import io.playhead.inference.TinyBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real replay of two models in a real browser, opened from a disk. */
class ReplayReportInABrowserTest {
  private static final Path SCREENSHOT =
      Home.ofThisProcess().root().resolve("deploy/target/screenshots/replay-report.png");
  private static final String BLANK =
      "return [...document.querySelectorAll('canvas')].filter((canvas) => new Set(new"
          + " Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width,"
          + " canvas.height).data.buffer)).size < 3).length";

  @TempDir private Path folder;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void chartsAreDrawnAndTheConsoleIsQuiet() {
    Chromium.assumeInstalled();
    Path out = replay();
    try (Chromium chromium = Chromium.start()) {
      chromium.viewport(1280, 900);
      chromium.colorScheme("light");
      chromium.driver().get(out.resolve("report.html").toUri().toString());

      assertThat(chromium.errors()).isEmpty();
      assertThat(
              (long)
                  chromium
                      .driver()
                      .executeScript("return document.querySelectorAll('canvas').length"))
          .isGreaterThan(3);
      assertThat((long) chromium.driver().executeScript(BLANK)).as("empty charts").isZero();
      assertThat(headings(chromium))
          .contains("Was it on the page?", "Who wins", "Over time", "How lists grow old", "Where");
      long height =
          (long) chromium.driver().executeScript("return document.documentElement.scrollHeight");
      chromium.viewport(1280, (int) height);
      chromium.screenshot(SCREENSHOT);
    }
  }

  @SuppressWarnings("unchecked") // the script returns an array of strings
  private static List<String> headings(Chromium chromium) {
    return (List<String>)
        chromium
            .driver()
            .executeScript("return [...document.querySelectorAll('h2')].map((h) => h.textContent)");
  }

  private Path replay() {
    Path recording =
        SmallRecording.write(folder.resolve("recording"), SmallRecording.events(3, 15, 1_500));
    Path a = TinyBundle.DEFAULT.write(folder.resolve("a"), SmallRecording.TITLE_IDS);
    Path b =
        new TinyBundle("tiny-2", 16, 1, 2, 8).write(folder.resolve("b"), SmallRecording.TITLE_IDS);
    Path out = folder.resolve("out");
    int code =
        PlayheadCommand.run(
            "replay",
            "--recording",
            recording.toString(),
            "--bundle",
            a.toString(),
            "--compare",
            b.toString(),
            "--out",
            out.toString());
    assertThat(code).isZero();
    return out;
  }
}

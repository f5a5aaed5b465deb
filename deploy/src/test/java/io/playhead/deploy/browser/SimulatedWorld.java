package io.playhead.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.demo.Demo;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.local.RecordingFeed;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.deploy.simulator.Happening;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.deploy.simulator.SimulatedTime;
import io.playhead.deploy.simulator.Simulation;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Local mode with the demo's titles and model, some members' last two days, and a view that is
 * ready. Nothing happens by itself after that. Test fixture.
 */
final class SimulatedWorld implements AutoCloseable {
  private static final int PARTITIONS = 2;
  private static final int MEMBERS = 40;
  private static final long SEED = 11;
  private static final int DAYS = 2;
  private static final long IN_FLIGHT_MAX = 500;
  private static final Duration LIMIT = Duration.ofSeconds(180);

  private final LocalMode local;
  private final ViewProcess view;

  private SimulatedWorld(LocalMode local, ViewProcess view) {
    this.local = local;
    this.view = view;
  }

  static SimulatedWorld start(Path folder) {
    LocalMode local = LocalMode.start(folder, PARTITIONS);
    try {
      local.startJob(JobOptions.DEFAULT.withHeapMb(512));
      ViewProcess view = local.startView("view", "--local", "--standbys", "0");
      live(local);
      view.awaitReady();
      return new SimulatedWorld(local, view);
    } catch (RuntimeException | Error e) {
      local.close();
      throw e;
    }
  }

  private static void live(LocalMode local) {
    SchemaIds schemaIds = local.schemaIds();
    try (TopicWriter writer = new TopicWriter(local.bootstrap(), schemaIds);
        PageReader reader = new PageReader(local.bootstrap(), schemaIds)) {
      SimulatedCatalogue catalogue =
          SimulatedCatalogue.of(SimulatedCatalogue.SEED, SimulatedCatalogue.TITLES);
      long fromMs = SimulatedTime.day(Demo.LIVE_DAY - DAYS);
      catalogue.releasedBy(fromMs).forEach(writer::send);
      writer.send(Releases.of(Home.ofThisProcess().root().resolve("deploy/demo-bundle")));
      writer.flush();
      local.job().awaitRunning();

      Simulation simulation = new Simulation(catalogue, MEMBERS, SEED, fromMs);
      RecordingFeed feed = new RecordingFeed(writer, reader, IN_FLIGHT_MAX, local::check);
      Happening next = simulation.next();
      for (; next.timeMs() < SimulatedTime.day(Demo.LIVE_DAY); next = simulation.next()) {
        if (next.record() instanceof Title title) {
          writer.send(title);
        } else if (next.record() instanceof PlaybackEvent event) {
          feed.send(RecordedEvent.of(event));
        }
      }
      writer.flush();
      assertThat(Await.until(LIMIT, () -> isSettled(local, reader, feed)))
          .as("pages for %s events within %s; see %s", feed.sent(), LIMIT, local.folder())
          .isTrue();
    }
  }

  private static boolean isSettled(LocalMode local, PageReader reader, RecordingFeed feed) {
    reader.poll(Duration.ofMillis(100));
    local.check();
    return feed.inFlight() <= 0;
  }

  /** The view's page. */
  String url() {
    return view.url() + "/";
  }

  /** Ends the view the way a user would. */
  void stopView() {
    view.stop();
  }

  /** Starts the view again on its port; returns when it is ready. */
  void startView() {
    view.startAgain();
    view.awaitReady();
  }

  @Override
  public void close() {
    local.close();
  }
}

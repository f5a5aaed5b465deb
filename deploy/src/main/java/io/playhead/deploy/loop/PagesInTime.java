package io.playhead.deploy.loop;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.evaluate.LoopGain;
import io.playhead.deploy.evaluate.OraclePlays;
import io.playhead.deploy.evaluate.ServedLists;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.Pages;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.simulator.KnownTastes;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the page that stood before each play against the list that the old model would have given
 * for the same tokens. A play waits until the page reflects all that the member did before it, as
 * it does at the pace of life. One thread.
 */
final class PagesInTime implements AutoCloseable {
  private static final Duration PAGE_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(5);

  /** Pages by a new model that show that all tasks have taken it up. */
  private static final int PAGES_BY_NEW_MODEL = 100;

  private final Model oldModel;
  private final OraclePlays without;
  private final OraclePlays with;
  private final Map<String, Long> eventsSent = new HashMap<>();
  private PageReader reader;

  PagesInTime(LoopOptions options, SimulatedCatalogue catalogue) {
    oldModel = load(options.bundle());
    Catalogue titles = Catalogue.of(oldModel, catalogue.releasedBy(Long.MAX_VALUE));
    ServedLists oldLists =
        new ServedLists(new Recommender(oldModel, titles, PageRules.DEFAULT, null));
    without = new OraclePlays(tastes(options, catalogue), oldLists, Long.MIN_VALUE);
    with = new OraclePlays(tastes(options, catalogue), this::published, Long.MIN_VALUE);
  }

  private static KnownTastes tastes(LoopOptions options, SimulatedCatalogue catalogue) {
    return new KnownTastes(catalogue, options.members(), options.seed(), options.drift());
  }

  private static Model load(Path bundle) {
    try {
      return Model.load(ModelBundle.open(bundle, BundleTrust.ANYONE));
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  private List<String> published(Request request) {
    Recommendation page = reader.page(request.memberId());
    return page == null ? List.of() : Pages.topPicks(page);
  }

  /** An event that is about to be sent, and nothing is asked. */
  void past(RecordedEvent event) {
    eventsSent.merge(event.memberId(), 1L, Long::sum);
    without.follow(event);
    with.follow(event);
  }

  /** Lets members live on until pages by {@code modelId} come. */
  void awaitModel(String modelId, PageReader from, Runnable liveOn, Duration limit) {
    reader = from;
    int[] pages = {0};
    from.onPage(page -> pages[0] += page.getModelId().equals(modelId) ? 1 : 0);
    boolean came =
        Await.until(
            limit,
            () -> {
              liveOn.run();
              from.poll(POLL);
              return pages[0] >= PAGES_BY_NEW_MODEL;
            });
    if (!came) {
      throw CommandFailure.other("no pages by " + modelId + " came after its release");
    }
  }

  /** An event that is about to be sent; a play is asked about. */
  void ask(RecordedEvent event, Runnable check) {
    if (event.record() instanceof PlaybackEvent play && play.getAction() == PlaybackAction.PLAY) {
      long sent = eventsSent.getOrDefault(event.memberId(), 0L);
      Await.until(
          PAGE_LIMIT,
          () -> {
            if (reader.revision(event.memberId()) >= sent) {
              return true;
            }
            reader.poll(POLL);
            check.run();
            return false;
          });
    }
    eventsSent.merge(event.memberId(), 1L, Long::sum);
    without.accept(event);
    with.accept(event);
  }

  /** What was found. */
  LoopGain gain(long seed) {
    return LoopGain.of(without.plays(), with.plays(), seed);
  }

  @Override
  public void close() {
    oldModel.close();
  }
}

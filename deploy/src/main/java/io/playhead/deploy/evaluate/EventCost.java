package io.playhead.deploy.evaluate;

import io.playhead.inference.Catalogue;
import io.playhead.inference.KeyValueCache;
import io.playhead.inference.Model;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import io.playhead.inference.TokenSource;
import io.playhead.schemas.Title;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What one more token costs a member with a long history: a batch of members who all have their
 * keys and values cached gets a token each, over and over, through two moves of the anchor, so that
 * what an anchor's move costs is in the mean. One thread; its CPU time counts, so other work on the
 * machine disturbs less.
 */
public final class EventCost {
  /** A full batch of the engine. */
  private static final int MEMBERS = 64;

  private static final int STRIDES = 2;
  private static final long CACHE_BYTES = 2L << 30;

  private final Model model;
  private final Catalogue catalogue;
  private final List<List<Token>> histories;
  private final int tokens;

  /**
   * Prepares the measurement.
   *
   * @param histories of members, repeated until they are long enough
   * @param tokens length of a history when it begins
   */
  public EventCost(Model model, Collection<Title> titles, List<List<Token>> histories, int tokens) {
    this.model = model;
    this.catalogue = Catalogue.of(model, titles);
    this.tokens = tokens;
    this.histories = new ArrayList<>();
    int length = tokens + (STRIDES + 1) * model.window().stride();
    for (int member = 0; member < MEMBERS; member++) {
      this.histories.add(repeated(histories.get(member % histories.size()), length));
    }
  }

  /** Microseconds of CPU per event and its page. */
  public double ofPageUs() {
    return measureUs(Recommender::recommend);
  }

  /** Microseconds of CPU per event up to the member's vector. */
  public double ofVectorUs() {
    return measureUs(Recommender::memberVectors);
  }

  private double measureUs(BiConsumer<Recommender, List<Request>> run) {
    Recommender recommender =
        new Recommender(model, catalogue, PageRules.DEFAULT, new KeyValueCache(CACHE_BYTES));
    int events = STRIDES * model.window().stride();
    run.accept(recommender, requests(0));
    long cpuNs = 0;
    for (int event = 1; event <= events; event++) {
      List<Request> requests = requests(event);
      long startNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      run.accept(recommender, requests);
      cpuNs += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startNs;
    }
    return cpuNs / 1e3 / MEMBERS / events;
  }

  /** Members are spread over the stride, as they are in life, so that anchors move one by one. */
  private List<Request> requests(int event) {
    List<Request> requests = new ArrayList<>(MEMBERS);
    for (int member = 0; member < MEMBERS; member++) {
      int count = tokens + event + member % model.window().stride();
      List<Token> history = histories.get(member).subList(0, count);
      requests.add(
          new Request(
              "m" + member,
              TokenSource.of(history),
              RequestContext.of(histories.get(member).get(count - 1))));
    }
    return requests;
  }

  private static List<Token> repeated(List<Token> history, int length) {
    List<Token> tokens = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      tokens.add(history.get(i % history.size()));
    }
    return tokens;
  }
}

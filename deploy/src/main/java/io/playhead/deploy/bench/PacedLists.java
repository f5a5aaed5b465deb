package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Leg;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.PageReader;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Lists while events come at a pace, sender and reader on the job's cores. One thread. */
final class PacedLists {
  /** Of what two trials of {@link #TRIAL} leave behind if the pace is a tenth too fast. */
  private static final long BEHIND_MS = 500;

  private static final Duration TRIAL = Duration.ofSeconds(6);
  private static final double STEP = .9;
  private static final double STEADY_MIN = 1;

  /**
   * Sender, reader, broker and job compile what they did not do in a backlog, on the same cores.
   */
  private static final Duration PACE_WARM_UP = Duration.ofSeconds(15);

  private final LocalMode local;
  private final TopicWriter writer;
  private final MadeUpEvents events;

  PacedLists(LocalMode local, TopicWriter writer, MadeUpEvents events) {
    this.local = local;
    this.writer = writer;
    this.events = events;
  }

  /** Waits until the backlog is gone. */
  void awaitQuiet() {
    try (TopicEnds ends =
        new TopicEnds(local.bootstrap(), Topics.RECOMMENDATIONS, PipelineRun.PARTITIONS)) {
      ends.settled(Duration.ofSeconds(3));
    }
  }

  /**
   * The highest pace that the job keeps up with while events come and lists are read, on the same
   * cores: tried from the one without either, downwards.
   */
  double steady(double fromPerSecond) {
    double perSecond = fromPerSecond;
    boolean keptUp = false;
    while (!keptUp) {
      perSecond *= STEP;
      if (!(perSecond > STEADY_MIN)) { // not a number neither
        throw CommandFailure.other("the job keeps up with no pace of events: see its log");
      }
      try (PageReader reader = new PageReader(local.bootstrap(), local.schemaIds())) {
        reader.skip();
        Pace pace = new Pace(perSecond);
        pace.run(TRIAL, sent -> writer.send(events.next()), reader);
        reader.clearLatencies();
        pace.run(TRIAL, sent -> writer.send(events.next()), reader);
        long medianMs = reader.eventToList().percentileMs(.5);
        keptUp = medianMs >= 0 && medianMs < BEHIND_MS;
        System.err.printf("at %,.0f events a second: %d ms%n", perSecond, medianMs);
      }
      awaitQuiet();
    }
    return perSecond;
  }

  /** Latencies of lists at that pace, over {@code duration}. */
  Map<Leg, PipelineFigures.Latency> at(double perSecond, Duration duration) {
    try (PageReader reader = new PageReader(local.bootstrap(), local.schemaIds())) {
      reader.skip();
      Pace pace = new Pace(perSecond);
      pace.run(PACE_WARM_UP, sent -> writer.send(events.next()), reader);
      reader.clearLatencies();
      pace.run(duration, sent -> writer.send(events.next()), reader);
      Map<Leg, PipelineFigures.Latency> legs = new EnumMap<>(Leg.class);
      for (Leg leg : Leg.values()) {
        legs.put(leg, PipelineFigures.Latency.of(reader.latencies(leg)));
      }
      return legs;
    }
  }
}

package io.playhead.deploy.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One member's days, made one local day at a time: when they sit down, on what, what they pick and
 * how long they stay. Depends on its seed alone, never on other members.
 */
final class MemberLife {
  private static final long MINUTE_MS = 60_000;
  private static final int PLAYS_PER_SITTING_MAX = 4;
  private static final long REST_MS = 45 * MINUTE_MS; // past the 30 minutes that close a token

  private final Oracle oracle;
  private final SimulatedCatalogue catalogue;
  private final Tastes tastes;
  private final MemberPast past = new MemberPast();
  private final BegunPlays begun = new BegunPlays();
  private final SplittableRandom random;
  private final SplittableRandom habit; // of its own: what is chosen stays as it was
  private final EventWriter events;
  private final ArrayDeque<Happening> ahead = new ArrayDeque<>();
  private LocalDate day;
  private long busyUntilMs;

  MemberLife(MemberSeed member, long fromMs, SimulatedCatalogue catalogue, Oracle oracle) {
    this.catalogue = catalogue;
    this.oracle = oracle;
    this.random = new SplittableRandom(member.seed());
    this.habit = new SplittableRandom(~member.seed());
    this.tastes = Tastes.draw(random);
    this.events = new EventWriter(member.memberId(), tastes.place());
    this.busyUntilMs = fromMs;
    this.day = Instant.ofEpochMilli(fromMs).atZone(tastes.place().zone()).toLocalDate();
  }

  /** Time of the next happening. There always is one. */
  long nextTimeMs() {
    while (ahead.isEmpty()) {
      liveOneDay();
    }
    return ahead.peekFirst().timeMs();
  }

  /** The next happening. */
  Happening next() {
    nextTimeMs();
    return ahead.pollFirst();
  }

  private void liveOneDay() {
    for (SittingSlot slot : SittingSlot.values()) {
      if (random.nextDouble() < chanceOf(slot)) {
        long startMs = startOf(slot);
        if (startMs >= busyUntilMs) {
          busyUntilMs = sit(startMs, slot.device(random.nextDouble())) + REST_MS;
        }
      }
    }
    day = day.plusDays(1);
  }

  private double chanceOf(SittingSlot slot) {
    double sum = 0;
    for (double weight : tastes.weightOfSlot()) {
      sum += weight;
    }
    return Math.min(.95, tastes.sittingsPerDay() * tastes.weightOfSlot()[slot.ordinal()] / sum);
  }

  private long startOf(SittingSlot slot) {
    int hour = slot.firstHour() + random.nextInt(slot.lastHour() - slot.firstHour() + 1);
    LocalTime time = LocalTime.of(hour, random.nextInt(60), random.nextInt(60));
    return day.atTime(time).atZone(tastes.place().zone()).toInstant().toEpochMilli()
        + random.nextInt(1000);
  }

  /** One sitting; returns its end. */
  private long sit(long startMs, Device device) {
    events.startSitting(device, startMs);
    ahead.add(events.device(startMs, true));
    long leaveMs =
        startMs
            + MINUTE_MS
                * (device.sittingMinutesMin()
                    + random.nextInt(device.sittingMinutesMax() - device.sittingMinutesMin()));
    long nowMs = startMs;
    for (int play = 0; play < PLAYS_PER_SITTING_MAX && nowMs < leaveMs; play++) {
      // Looking around takes one and a half to six minutes; the page is made anew meanwhile.
      nowMs += 90_000 + random.nextInt(270_000);
      nowMs = play == 0 ? goOn(nowMs, device) : play(nowMs, device);
    }
    nowMs += 5_000 + random.nextInt(20_000);
    ahead.add(events.device(nowMs, false));
    return nowMs;
  }

  /** Goes on with what was begun, or plays something else; returns its end. */
  private long goOn(long startMs, Device device) {
    Situation situation = Situation.at(startMs, tastes.place(), device);
    for (ResumeHabit.Begun left : begun.newestFirst()) {
      if (habit.nextDouble() < ResumeHabit.chance(left, situation)) {
        Viewing viewing = Viewing.goOn(left.title(), tastes, left.seconds(), habit);
        return watch(startMs, left.title(), viewing, null);
      }
    }
    return play(startMs, device);
  }

  /** One play; returns its end, or {@code startMs} when there is nothing left to watch. */
  private long play(long startMs, Device device) {
    Situation situation = Situation.at(startMs, tastes.place(), device);
    double[] probabilities = oracle.probabilities(tastes, past, situation);
    int row = Oracle.rowAt(random.nextDouble(), probabilities);
    if (row < 0) {
      return startMs;
    }
    SimulatedTitle title = catalogue.title(row);
    int[] ranking = Oracle.ranking(probabilities);
    Viewing viewing =
        Viewing.draw(title, tastes, probabilities[row] / probabilities[ranking[0]], random);
    return watch(startMs, title, viewing, choice(title, ranking));
  }

  private long watch(long startMs, SimulatedTitle title, Viewing viewing, Choice choice) {
    List<Happening> happenings = events.play(startMs, title, viewing, choice);
    long untilMs = happenings.get(happenings.size() - 1).timeMs();
    ahead.addAll(happenings);
    past.add(title, viewing.completion(title));
    begun.watched(title, viewing, untilMs);
    return untilMs;
  }

  private Choice choice(SimulatedTitle chosen, int[] ranking) {
    List<String> best = new ArrayList<>();
    for (int i = 0; i < Math.min(Choice.BEST_MAX, ranking.length); i++) {
      best.add(catalogue.title(ranking[i]).titleId());
    }
    return new Choice(chosen.titleId(), ranking.length, best);
  }
}

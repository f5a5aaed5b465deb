package io.playhead.deploy.chaos;

import io.playhead.deploy.simulator.Happening;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.deploy.simulator.SimulatedTime;
import io.playhead.deploy.simulator.Simulation;
import io.playhead.schemas.Erasure;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * What members do in a run, as a network delivers it: simulated members' events, some twice, some
 * later than what came after them, a device whose clock is hours ahead, bytes that are no event,
 * events that are far too large, and members who ask to be forgotten while their events are still
 * on the way. A pure function of the seed and never at its end. One thread.
 *
 * <p>Held within bounds that make the final lists comparable: an event is never later, and a clock
 * never further ahead, than {@link #LATE_MS}. What becomes of one that is too late depends on when
 * it is read, with or without faults, so there is none.
 */
final class ChaosInput implements Iterator<InputEvent> {
  /** Hours of simulated time; with an outage of minutes still within {@link #LATENESS_MS}. */
  static final long LATE_MS = 6 * 3_600_000L;

  /** The job's lateness for this input: simulated time passes hundreds of times too fast. */
  static final long LATENESS_MS = 2 * SimulatedTime.DAY_MS;

  private static final int FIRST_DAY = 7;
  private static final int HUGE_BYTES = 3 << 20;
  private static final double TWICE = .03;
  private static final double LATE = .06;
  private static final double AHEAD = .003;
  private static final double BAD = .01;
  private static final double HUGE = .0003;
  private static final double ERASED = .001;

  private final Random random;
  private final Simulation simulation;
  private final Encoding encoding;
  private final PriorityQueue<Held> held = new PriorityQueue<>(Held.ORDER);
  private final Set<String> erased = new HashSet<>();
  private long count;
  private long nowMs;

  /** Sent once the events before it have been, {@code afterCount} of them. */
  private record Held(long afterCount, long number, InputEvent event) {
    static final Comparator<Held> ORDER =
        Comparator.comparingLong(Held::afterCount).thenComparingLong(Held::number);
  }

  ChaosInput(long seed, int members, Encoding encoding) {
    this.random = new Random(seed);
    this.encoding = encoding;
    this.simulation = new Simulation(catalogue(), members, seed, SimulatedTime.day(FIRST_DAY));
    this.nowMs = SimulatedTime.day(FIRST_DAY);
  }

  /** What there is to watch, titles that come out during the run included. */
  static SimulatedCatalogue catalogue() {
    return SimulatedCatalogue.of(SimulatedCatalogue.SEED, SimulatedCatalogue.TITLES);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public InputEvent next() {
    count++;
    if (!held.isEmpty() && held.peek().afterCount() <= count) {
      return held.poll().event();
    }
    double draw = random.nextDouble();
    SpecificRecord record = nextRecord();
    String memberId = Encoding.memberId(record);
    InputEvent event = encoding.event(record, InputEvent.Fate.COUNTS);
    if (draw < BAD) {
      hold(1, event);
      return new InputEvent(
          event.topic(), memberId, BadBytes.of(event.value(), random), InputEvent.Fate.REJECTED);
    } else if (draw < BAD + HUGE) {
      hold(1, event);
      return encoding.event(huge(memberId), InputEvent.Fate.REJECTED);
    } else if (draw < BAD + HUGE + ERASED) {
      erased.add(memberId);
      // What was on the way when the member asked comes after it and must not bring it back.
      hold(1 + random.nextInt(200), event);
      return encoding.event(new Erasure(memberId, nowMs + LATE_MS), InputEvent.Fate.ERASES);
    }
    return delivered(record, event);
  }

  private InputEvent delivered(SpecificRecord record, InputEvent event) {
    double draw = random.nextDouble();
    if (draw < TWICE) {
      hold(1 + random.nextInt(50), event);
    } else if (draw < TWICE + LATE) {
      // By others of its kind: half of them by a few, some by many.
      hold(1 + random.nextInt(random.nextBoolean() ? 20 : 300), event);
      return next();
    } else if (draw < TWICE + LATE + AHEAD) {
      return encoding.event(Encoding.moved(record, LATE_MS / 2), InputEvent.Fate.COUNTS);
    }
    return event;
  }

  private void hold(long events, InputEvent event) {
    held.add(new Held(count + events, count, event));
  }

  /** The next thing that a member does who was not forgotten. */
  private SpecificRecord nextRecord() {
    while (true) {
      Happening happening = simulation.next();
      if (happening.memberId() != null && !erased.contains(happening.memberId())) {
        nowMs = happening.timeMs();
        return happening.record();
      }
    }
  }

  private SpecificRecord huge(String memberId) {
    return Encoding.feedback(memberId, "t".repeat(HUGE_BYTES), nowMs);
  }

  /** Everything that is still held back, to be sent before the end. */
  Iterator<InputEvent> rest() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !held.isEmpty();
      }

      @Override
      public InputEvent next() {
        return held.poll().event();
      }
    };
  }

  /** Simulated time, ms since 1970-01-01 UTC. */
  long nowMs() {
    return nowMs;
  }

  /** Whether that member has asked to be forgotten. */
  boolean isErased(String memberId) {
    return erased.contains(memberId);
  }
}

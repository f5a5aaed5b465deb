package io.playhead.deploy.simulator;

import io.playhead.schemas.Title;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;

/**
 * Members living side by side: an endless stream of happenings in order of time, releases of titles
 * among them. The same arguments give the same stream. Titles that are out at its start are not
 * part of it; see {@link SimulatedCatalogue#releasedBy}.
 */
public final class Simulation implements Iterator<Happening> {
  private final PriorityQueue<Turn> turns;
  private final ArrayDeque<Title> releases;

  /**
   * A simulation.
   *
   * @param catalogue what there is to watch
   * @param memberCount how many members live
   * @param seed of the members: another seed gives other members
   * @param fromMs when it starts
   */
  public Simulation(SimulatedCatalogue catalogue, int memberCount, long seed, long fromMs) {
    this(catalogue, memberCount, seed, fromMs, 0);
  }

  /**
   * A simulation whose members' tastes move.
   *
   * @param drift how far fashions lift a genre at most, in units of choice; 0: tastes stay
   */
  public Simulation(
      SimulatedCatalogue catalogue, int memberCount, long seed, long fromMs, double drift) {
    turns =
        new PriorityQueue<>(
            Comparator.comparingLong(Turn::timeMs).thenComparingInt(Turn::memberIndex));
    Oracle oracle = new Oracle(catalogue, new Fashion(drift));
    for (MemberSeed member : MemberSeed.of(memberCount, seed)) {
      turns.add(Turn.of(turns.size(), new MemberLife(member, fromMs, catalogue, oracle)));
    }
    releases = new ArrayDeque<>(catalogue.releasedBetween(fromMs, Long.MAX_VALUE));
  }

  /** Always true: members never stop. */
  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Happening next() {
    long releaseMs = releases.isEmpty() ? Long.MAX_VALUE : releaseMs(releases.peekFirst());
    if (turns.isEmpty() || releaseMs <= turns.peek().timeMs()) {
      return new Happening(releaseMs, null, releases.removeFirst(), null);
    }
    Turn turn = turns.poll();
    Happening happening = turn.life().next();
    turns.add(Turn.of(turn.memberIndex(), turn.life()));
    return happening;
  }

  private static long releaseMs(Title title) {
    return title.getAvailability().get(0).getFromMs();
  }

  /** Whose turn it is at {@code timeMs}. */
  private record Turn(long timeMs, int memberIndex, MemberLife life) {
    static Turn of(int memberIndex, MemberLife life) {
      return new Turn(life.nextTimeMs(), memberIndex, life);
    }
  }
}

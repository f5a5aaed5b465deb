package io.playhead.deploy.simulator;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The oracle of a simulation that is over: draws the members' tastes again from their seed, follows
 * their past by their recorded events, and says what they would pick at any moment on any device.
 * One thread.
 */
public final class KnownTastes {
  private final SimulatedCatalogue catalogue;
  private final Oracle oracle;
  private final Map<String, Member> members = new HashMap<>();

  /**
   * The tastes of a simulation's members.
   *
   * @param catalogue what there is to watch
   * @param memberCount how many members live
   * @param seed of the members
   * @param drift how far fashions move their tastes; 0: not at all
   */
  public KnownTastes(SimulatedCatalogue catalogue, int memberCount, long seed, double drift) {
    this.catalogue = catalogue;
    this.oracle = new Oracle(catalogue, new Fashion(drift));
    for (MemberSeed member : MemberSeed.of(memberCount, seed)) {
      Tastes tastes = Tastes.draw(new SplittableRandom(member.seed()));
      members.put(member.memberId(), new Member(tastes, new MemberPast()));
    }
  }

  /** Whether such a member lives in the simulation. */
  public boolean knows(String memberId) {
    return members.containsKey(memberId);
  }

  /** Follows a member of the simulation: a play counts once it is over. */
  public void accept(PlaybackEvent event) {
    SimulatedTitle title = catalogue.find(event.getTitleId());
    boolean over =
        event.getAction() == PlaybackAction.STOP || event.getAction() == PlaybackAction.COMPLETE;
    if (over && title != null) {
      double completion = event.getPositionSeconds() / event.getRuntimeSeconds();
      members.get(event.getMemberId()).past().add(title, Math.min(1, completion));
    }
  }

  /** What the member would pick at {@code timeMs} on {@code deviceType}, an event's word for it. */
  public Wishes wishes(String memberId, long timeMs, String deviceType) {
    Member member = members.get(memberId);
    Device device = Device.valueOf(deviceType.toUpperCase(Locale.ROOT));
    Situation situation = Situation.at(timeMs, member.tastes().place(), device);
    return new Wishes(catalogue, oracle.probabilities(member.tastes(), member.past(), situation));
  }

  /** Where the member's clock stands. */
  public ZoneId zone(String memberId) {
    return members.get(memberId).tastes().place().zone();
  }

  private record Member(Tastes tastes, MemberPast past) {}
}

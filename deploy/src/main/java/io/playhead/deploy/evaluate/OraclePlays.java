package io.playhead.deploy.evaluate;

import io.playhead.deploy.evaluate.AskedPlay.Gain;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.simulator.KnownTastes;
import io.playhead.deploy.simulator.Wishes;
import io.playhead.inference.Request;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.window.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Follows the members of a simulated recording event by event and asks, before each play from a
 * moment on, what the model's list, the oracle and popularity would have been worth: the list that
 * the job publishes after the event before. One thread.
 */
public final class OraclePlays {
  private final KnownTastes tastes;
  private final Function<Request, List<String>> lists;
  private final long fromMs;
  private final Map<String, FollowedMember> members = new TreeMap<>();
  private final Map<String, Set<String>> watched = new HashMap<>();
  private final Popularity popularity = new Popularity();
  private final List<AskedPlay> plays = new ArrayList<>();

  /**
   * Asks about plays at or after {@code fromMs}.
   *
   * @param tastes of the members, followed here: nobody else may
   * @param lists what stands before a member, such as {@link ServedLists}
   */
  public OraclePlays(KnownTastes tastes, Function<Request, List<String>> lists, long fromMs) {
    this.tastes = tastes;
    this.lists = lists;
    this.fromMs = fromMs;
  }

  /** The next event, in order of time; a play is asked about. */
  public void accept(RecordedEvent event) {
    take(event, event.eventTimeMs() >= fromMs);
  }

  /** The next event, in order of time; nothing is asked. */
  public void follow(RecordedEvent event) {
    take(event, false);
  }

  private void take(RecordedEvent event, boolean asks) {
    FollowedMember member =
        members.computeIfAbsent(event.memberId(), memberId -> new FollowedMember());
    if (event.record() instanceof PlaybackEvent playback) {
      if (playback.getAction() == PlaybackAction.PLAY && isChosen(playback)) {
        play(member, playback, asks);
      }
      tastes.accept(playback);
    }
    member.accept(event);
  }

  /** Not so where a title is gone on with, which no list of other titles is about. */
  private static boolean isChosen(PlaybackEvent play) {
    return play.getPositionSeconds() == null || play.getPositionSeconds() == 0;
  }

  private void play(FollowedMember member, PlaybackEvent play, boolean asks) {
    Set<String> seen = watched.computeIfAbsent(play.getMemberId(), id -> new HashSet<>());
    if (asks && member.context() != null) {
      ask(member, play, seen);
    }
    popularity.add(play.getTitleId());
    seen.add(play.getTitleId());
  }

  private void ask(FollowedMember member, PlaybackEvent play, Set<String> seen) {
    Wishes wishes = tastes.wishes(play.getMemberId(), play.getEventTimeMs(), play.getDeviceType());
    List<String> popular =
        popularity.ranking(popularity.titles()).stream()
            .filter(titleId -> !seen.contains(titleId))
            .limit(RankingFigures.K)
            .toList();
    RequestContext context = member.context();
    plays.add(
        new AskedPlay(
            play.getMemberId(),
            play.getDeviceType(),
            context.localHour(),
            context.country(),
            member.tokenCount(),
            gain(wishes.best(RankingFigures.K), wishes, play),
            gain(lists.apply(member.request(play.getMemberId(), context)), wishes, play),
            gain(popular, wishes, play)));
  }

  private static Gain gain(List<String> list, Wishes wishes, PlaybackEvent play) {
    return new Gain(
        ExpectedGain.of(list, wishes::probability),
        RankingFigures.ndcg(list.indexOf(play.getTitleId())));
  }

  /** All that was asked, in order of time. */
  public List<AskedPlay> plays() {
    return plays;
  }

  /** The members as their last event left them. */
  Map<String, FollowedMember> members() {
    return members;
  }
}

package io.playhead.deploy.evaluate;

import io.playhead.deploy.evaluate.AskedPlay.Gain;
import io.playhead.deploy.local.RecordedEvent;
import io.playhead.deploy.simulator.KnownTastes;
import io.playhead.deploy.simulator.Wishes;
import io.playhead.inference.HomePage;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRow;
import io.playhead.inference.Recommender;
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

/**
 * Follows the members of a simulated recording event by event and asks, before each play from a
 * moment on, what the model's page, the oracle and popularity would have been worth: the page that
 * the job would have published after the event before, made by the same classes. One thread.
 */
final class OraclePlays {
  private final KnownTastes tastes;
  private final Recommender recommender;
  private final long fromMs;
  private final Map<String, FollowedMember> members = new TreeMap<>();
  private final Map<String, Set<String>> watched = new HashMap<>();
  private final Popularity popularity = new Popularity();
  private final List<AskedPlay> plays = new ArrayList<>();

  /** Asks about plays at or after {@code fromMs}. */
  OraclePlays(KnownTastes tastes, Recommender recommender, long fromMs) {
    this.tastes = tastes;
    this.recommender = recommender;
    this.fromMs = fromMs;
  }

  /** The next event, in order of time. */
  void accept(RecordedEvent event) {
    FollowedMember member =
        members.computeIfAbsent(event.memberId(), memberId -> new FollowedMember());
    if (event.record() instanceof PlaybackEvent playback) {
      if (playback.getAction() == PlaybackAction.PLAY) {
        play(member, playback);
      }
      tastes.accept(playback);
    }
    member.accept(event);
  }

  private void play(FollowedMember member, PlaybackEvent play) {
    Set<String> seen = watched.computeIfAbsent(play.getMemberId(), id -> new HashSet<>());
    if (play.getEventTimeMs() >= fromMs && member.context() != null) {
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
            gain(list(member.request(play.getMemberId(), context)), wishes, play),
            gain(popular, wishes, play)));
  }

  private static Gain gain(List<String> list, Wishes wishes, PlaybackEvent play) {
    return new Gain(
        ExpectedGain.of(list, wishes::probability),
        RankingFigures.ndcg(list.indexOf(play.getTitleId())));
  }

  /** The first titles of the page's top picks. */
  List<String> list(Request request) {
    HomePage page = recommender.recommend(List.of(request)).get(0);
    return page.rows().stream()
        .filter(row -> row.name().equals(PageRow.TOP_PICKS))
        .flatMap(row -> row.items().stream())
        .limit(RankingFigures.K)
        .map(PageItem::titleId)
        .toList();
  }

  /** All that was asked, in order of time. */
  List<AskedPlay> plays() {
    return plays;
  }

  /** The members as their last event left them. */
  Map<String, FollowedMember> members() {
    return members;
  }
}

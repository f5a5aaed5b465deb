package io.playhead.deploy.evaluate;

import io.playhead.deploy.simulator.KnownTastes;
import io.playhead.deploy.simulator.Wishes;
import io.playhead.inference.Request;
import io.playhead.window.RequestContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Each member with the phone at noon and with the television at night, on the local day after the
 * recording's end and with the same tokens: how far the lists tell the two apart. One thread.
 */
final class ContextPairs {
  private static final LocalTime NOON = LocalTime.of(12, 30);
  private static final LocalTime NIGHT = LocalTime.of(22, 30);
  private static final String PHONE = "phone";
  private static final String TELEVISION = "television";

  private final KnownTastes tastes;
  private final OraclePlays members;
  private final Function<Request, List<String>> lists;

  /** Over members who have been followed to the recording's end. */
  ContextPairs(KnownTastes tastes, OraclePlays members, Function<Request, List<String>> lists) {
    this.tastes = tastes;
    this.members = members;
    this.lists = lists;
  }

  /** The pairs of all members with a token, on the day after {@code endMs}. */
  List<ContextPair> of(long endMs) {
    List<ContextPair> pairs = new ArrayList<>();
    members
        .members()
        .forEach(
            (memberId, member) -> {
              if (member.tokenCount() > 0) {
                pairs.add(pair(memberId, member, endMs));
              }
            });
    return pairs;
  }

  private ContextPair pair(String memberId, FollowedMember member, long endMs) {
    LocalDate day =
        Instant.ofEpochMilli(endMs).atZone(tastes.zone(memberId)).toLocalDate().plusDays(1);
    Moment noon = moment(memberId, member, day, NOON, PHONE);
    Moment night = moment(memberId, member, day, NIGHT, TELEVISION);
    return ContextPair.of(memberId, noon.wishes(), night.wishes(), noon.list(), night.list());
  }

  private Moment moment(
      String memberId, FollowedMember member, LocalDate day, LocalTime time, String deviceType) {
    ZonedDateTime local = day.atTime(time).atZone(tastes.zone(memberId));
    long atMs = local.toInstant().toEpochMilli();
    RequestContext last = member.context();
    RequestContext context =
        new RequestContext(
            atMs,
            deviceType,
            last.country(),
            last.locale(),
            local.getHour(),
            local.getDayOfWeek().getValue(),
            last.ageRatingMax());
    return new Moment(
        tastes.wishes(memberId, atMs, deviceType), lists.apply(member.request(memberId, context)));
  }

  private record Moment(Wishes wishes, List<String> list) {}
}

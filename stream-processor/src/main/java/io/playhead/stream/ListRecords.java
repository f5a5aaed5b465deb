package io.playhead.stream;

import io.playhead.inference.HomePage;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRow;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Item;
import io.playhead.schemas.MemberEmbedding;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import io.playhead.schemas.TraceContext;
import io.playhead.window.Action;
import io.playhead.window.IndexedToken;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pages, members' vectors and closed tokens as records for their topics. Stateless. */
final class ListRecords {
  private ListRecords() {}

  /** The page; {@code trace} is that of its event, null where it has none. */
  static OutRecord list(HomePage page, MemberRow row, long nowMs, TraceContext trace) {
    Stamp stamp = row.listFor;
    Recommendation recommendation =
        Recommendation.newBuilder()
            .setMemberId(page.memberId())
            .setRevision(row.window.revision())
            .setModelId(page.modelId())
            .setMadeAtMs(nowMs)
            .setContext(context(row.window.context()))
            .setRows(rows(page))
            .setReflects(new Reflects(stamp.topic(), stamp.partition(), stamp.offset()))
            .setTimings(new Timings(stamp.appendedMs(), stamp.readMs(), nowMs))
            .build();
    return new OutRecord(
        Topics.RECOMMENDATIONS,
        utf8(page.memberId()),
        AvroBytes.encode(recommendation, bytes(page)),
        nowMs,
        trace);
  }

  /** The vector that the page was made with. */
  static OutRecord embedding(MadePage made, MemberRow row, long nowMs) {
    HomePage page = made.page();
    List<Float> vector = new ArrayList<>(page.memberVector().length);
    for (float value : page.memberVector()) {
      vector.add(value);
    }
    MemberEmbedding embedding =
        MemberEmbedding.newBuilder()
            .setMemberId(page.memberId())
            .setRevision(row.window.revision())
            .setModelId(page.modelId())
            .setSpace(made.space())
            .setVector(vector)
            .build();
    return new OutRecord(
        Topics.MEMBER_EMBEDDINGS, utf8(page.memberId()), AvroBytes.encode(embedding), nowMs);
  }

  /** Says on that topic that nothing is known of the member any more. */
  static OutRecord tombstone(String topic, String memberId, long nowMs) {
    return new OutRecord(topic, utf8(memberId), null, nowMs);
  }

  static OutRecord token(String memberId, IndexedToken indexed, long nowMs) {
    Token token = indexed.token();
    InteractionToken record =
        InteractionToken.newBuilder()
            .setMemberId(memberId)
            .setTokenIndex(indexed.index())
            .setTitleId(token.titleId())
            .setStartedMs(token.startedMs())
            .setEndedMs(token.endedMs())
            .setGapSeconds(token.gapSeconds())
            .setWatchedSeconds(token.watchedSeconds())
            .setCompletion(token.completion())
            .setPauseCount(token.pauseCount())
            .setSeekCount(token.seekCount())
            .setActions(Stream.of(Action.values()).filter(token::has).map(Action::name).toList())
            .setDeviceType(token.deviceType())
            .setCountry(token.country())
            .setLocale(token.locale())
            .setLocalHour(token.localHour() < 0 ? null : token.localHour())
            .setLocalWeekday(token.localWeekday() <= 0 ? null : token.localWeekday())
            .setRow(token.row())
            .setRank(token.rank() < 0 ? null : token.rank())
            .build();
    return new OutRecord(
        Topics.INTERACTION_TOKENS, utf8(memberId), AvroBytes.encode(record), nowMs);
  }

  private static io.playhead.schemas.RequestContext context(RequestContext context) {
    return io.playhead.schemas.RequestContext.newBuilder()
        .setEventTimeMs(context.eventTimeMs())
        .setDeviceType(context.deviceType())
        .setCountry(context.country())
        .setLocale(context.locale())
        .setLocalHour(context.localHour() < 0 ? null : context.localHour())
        .setLocalWeekday(context.localWeekday() <= 0 ? null : context.localWeekday())
        .setAgeRatingMax(context.ageRatingMax())
        .build();
  }

  private static List<Row> rows(HomePage page) {
    List<Row> rows = new ArrayList<>(page.rows().size());
    for (PageRow row : page.rows()) {
      List<Item> items = new ArrayList<>(row.items().size());
      for (PageItem item : row.items()) {
        items.add(new Item(item.titleId(), item.score(), item.reason()));
      }
      rows.add(new Row(row.name(), items));
    }
    return rows;
  }

  /**
   * About what the page takes. It also has the processor fetch all texts side by side: titles lie
   * anywhere in memory, and while they are written each would be waited for by itself, half of the
   * time that writing takes.
   */
  private static int bytes(HomePage page) {
    int bytes = 256;
    for (PageRow row : page.rows()) {
      for (PageItem item : row.items()) {
        bytes += item.titleId().length() + item.reason().length() + 8;
      }
    }
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

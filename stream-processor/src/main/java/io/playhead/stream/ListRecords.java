package io.playhead.stream;

import io.playhead.inference.HomePage;
import io.playhead.inference.PageRow;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import io.playhead.schemas.TraceContext;
import io.playhead.window.Action;
import io.playhead.window.IndexedToken;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.io.Encoder;

/**
 * Pages, members' vectors and closed tokens as records for their topics. Lists and vectors, which
 * go out for every event, are written field by field, in the order of their schemas (Recommendation
 * and MemberEmbedding); a page's rows are in that form already. Stateless.
 */
final class ListRecords {
  /** What a record takes besides its rows or its vector, most often. */
  private static final int OTHER_BYTES = 512;

  private ListRecords() {}

  /** The page; {@code trace} is that of its event, null where it has none. */
  static OutRecord list(HomePage page, MemberRow row, long nowMs, TraceContext trace) {
    Stamp stamp = row.listFor;
    byte[] avro =
        AvroBytes.write(
            out -> {
              out.writeString(page.memberId());
              out.writeLong(row.window.revision());
              out.writeString(page.modelId());
              out.writeLong(nowMs);
              context(row.window.context()).customEncode(out);
              write(page.rows(), out);
              new Reflects(stamp.topic(), stamp.partition(), stamp.offset()).customEncode(out);
              new Timings(stamp.appendedMs(), stamp.readMs(), nowMs).customEncode(out);
            },
            bytes(page));
    return new OutRecord(Topics.RECOMMENDATIONS, utf8(page.memberId()), avro, nowMs, trace);
  }

  /** The vector that the page was made with. */
  static OutRecord embedding(MadePage made, MemberRow row, long nowMs) {
    HomePage page = made.page();
    byte[] avro =
        AvroBytes.write(
            out -> {
              out.writeString(page.memberId());
              out.writeLong(row.window.revision());
              out.writeString(page.modelId());
              out.writeString(made.space());
              write(page.memberVector(), out);
            },
            OTHER_BYTES + page.memberVector().length * Float.BYTES);
    return new OutRecord(Topics.MEMBER_EMBEDDINGS, utf8(page.memberId()), avro, nowMs);
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

  private static void write(List<PageRow> rows, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(rows.size());
    for (PageRow row : rows) {
      row.write(out);
    }
    out.writeArrayEnd();
  }

  private static void write(float[] vector, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(vector.length);
    for (float value : vector) {
      out.writeFloat(value);
    }
    out.writeArrayEnd();
  }

  private static int bytes(HomePage page) {
    int bytes = OTHER_BYTES;
    for (PageRow row : page.rows()) {
      bytes += row.bytes();
    }
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

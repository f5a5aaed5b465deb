package io.playhead.stream;

import io.playhead.inference.HomePage;
import io.playhead.inference.PageRow;
import io.playhead.schemas.AvroBytes;
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
import org.apache.avro.io.Encoder;

/**
 * Pages, members' vectors and closed tokens as records for their topics. They go out for every
 * event, so they are written field by field, in the order of their schemas (Recommendation,
 * MemberEmbedding, InteractionToken); a page's rows are in that form already. Stateless.
 */
final class ListRecords {
  /** What a record takes besides its rows or its vector, most often. */
  private static final int OTHER_BYTES = 512;

  private static final List<Action> ACTIONS = List.of(Action.values());
  private static final int ALL_ACTIONS = (1 << ACTIONS.size()) - 1;
  private static final int HOUR_MIN = 0;
  private static final int WEEKDAY_MIN = 1;
  private static final int RANK_MIN = 0;

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
              write(row.window.context(), out);
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
    byte[] avro =
        AvroBytes.write(
            out -> {
              out.writeString(memberId);
              out.writeLong(indexed.index());
              write(token, out);
            },
            OTHER_BYTES);
    return new OutRecord(Topics.INTERACTION_TOKENS, utf8(memberId), avro, nowMs);
  }

  private static void write(Token token, Encoder out) throws IOException {
    out.writeString(token.titleId());
    out.writeLong(token.startedMs());
    out.writeLong(token.endedMs());
    out.writeLong(token.gapSeconds());
    out.writeInt(token.watchedSeconds());
    out.writeFloat(token.completion());
    out.writeInt(token.pauseCount());
    out.writeInt(token.seekCount());
    writeActions(token, out);
    writeOptional(token.deviceType(), out);
    writeOptional(token.country(), out);
    writeOptional(token.locale(), out);
    writeOptional(token.localHour(), HOUR_MIN, out);
    writeOptional(token.localWeekday(), WEEKDAY_MIN, out);
    writeOptional(token.row(), out);
    writeOptional(token.rank(), RANK_MIN, out);
  }

  private static void writeActions(Token token, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(Integer.bitCount(token.actions() & ALL_ACTIONS));
    for (Action action : ACTIONS) {
      if (token.has(action)) {
        out.writeString(action.name());
      }
    }
    out.writeArrayEnd();
  }

  private static void write(RequestContext context, Encoder out) throws IOException {
    out.writeLong(context.eventTimeMs());
    writeOptional(context.deviceType(), out);
    writeOptional(context.country(), out);
    writeOptional(context.locale(), out);
    writeOptional(context.localHour(), HOUR_MIN, out);
    writeOptional(context.localWeekday(), WEEKDAY_MIN, out);
    writeOptional(context.ageRatingMax(), out);
  }

  /** A union of null and string. */
  private static void writeOptional(String text, Encoder out) throws IOException {
    out.writeIndex(text == null ? 0 : 1);
    if (text != null) {
      out.writeString(text);
    }
  }

  /** A union of null and int; below {@code min} it is unknown. */
  private static void writeOptional(int value, int min, Encoder out) throws IOException {
    out.writeIndex(value < min ? 0 : 1);
    if (value >= min) {
      out.writeInt(value);
    }
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

package io.playhead.deploy.view;

import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes what the job would: pages, closed tokens, and that a member is forgotten. Test fixture.
 */
final class PageWriter implements AutoCloseable {
  /** Time of the newest event of every page: 2026-09-21 in the middle of the afternoon. */
  static final long EVENT_MS = 1_790_000_000_000L;

  /** Longest title id of {@link #only}, plus the member's. */
  private static final String ONLY = "only-of-";

  private final TopicWriter writer;
  private final SchemaIds ids;

  PageWriter(LocalMode local) {
    this.ids = local.schemaIds();
    this.writer = new TopicWriter(local.bootstrap(), ids);
  }

  /** A title that stands on no other member's page. */
  static String only(String memberId) {
    return ONLY + memberId;
  }

  /** A page with one row of one title, which no other member has. */
  static Recommendation page(String memberId, long revision) {
    return page(memberId, revision, row("top-picks", only(memberId)));
  }

  static Recommendation page(String memberId, long revision, Row... rows) {
    return Recommendation.newBuilder()
        .setMemberId(memberId)
        .setRevision(revision)
        .setModelId("model-1")
        .setMadeAtMs(madeAtMs(revision))
        .setContext(
            RequestContext.newBuilder()
                .setEventTimeMs(EVENT_MS)
                .setDeviceType("phone")
                .setCountry("BR")
                .setLocale("pt-BR")
                .setLocalHour(15)
                .setLocalWeekday(1)
                .build())
        .setRows(List.of(rows))
        .setReflects(new Reflects(Topics.PLAYBACK_EVENTS, 0, revision))
        .setTimings(new Timings(EVENT_MS, EVENT_MS + 1, EVENT_MS + 2))
        .build();
  }

  /** When the page of that revision was made. */
  static long madeAtMs(long revision) {
    return EVENT_MS + revision;
  }

  static Row row(String name, String... titleIds) {
    List<Item> items = new ArrayList<>();
    for (String titleId : titleIds) {
      items.add(new Item(titleId, .5f, "taste"));
    }
    return new Row(name, items);
  }

  /** A token that began that many minutes after {@link #EVENT_MS}. */
  static InteractionToken token(String memberId, long tokenIndex, String titleId, long minute) {
    long startedMs = EVENT_MS + minute * 60_000;
    return InteractionToken.newBuilder()
        .setMemberId(memberId)
        .setTokenIndex(tokenIndex)
        .setTitleId(titleId)
        .setStartedMs(startedMs)
        .setEndedMs(startedMs + 30_000)
        .setGapSeconds(-1)
        .setWatchedSeconds(30)
        .setCompletion(.25f)
        .setPauseCount(1)
        .setSeekCount(2)
        .setActions(List.of("PLAY", "STOP"))
        .setDeviceType("television")
        .build();
  }

  void write(Recommendation page) {
    writer.sendBytes(Topics.RECOMMENDATIONS, page.getMemberId(), bytes(page));
  }

  void write(InteractionToken token) {
    writer.sendBytes(Topics.INTERACTION_TOKENS, token.getMemberId(), bytes(token));
  }

  void write(Title title) {
    writer.send(title);
  }

  /** What the job sends for a member who asked to be forgotten, and the request itself. */
  void forget(String memberId, long requestedAtMs) {
    writer.send(new Erasure(memberId, requestedAtMs));
    writer.sendBytes(Topics.RECOMMENDATIONS, memberId, null);
  }

  /** Any bytes under any key. */
  void writeBytes(String topic, String key, byte[] value) {
    writer.sendBytes(topic, key, value);
  }

  /** A page or a token in the wire format, as its topic has it. */
  byte[] bytes(SpecificRecord record) {
    String topic =
        record instanceof Recommendation ? Topics.RECOMMENDATIONS : Topics.INTERACTION_TOKENS;
    return WireFormat.encode(ids.idOf(topic), AvroBytes.encode(record));
  }

  /** Waits until the broker has all of it. */
  void flush() {
    writer.flush();
  }

  @Override
  public void close() {
    writer.close();
  }
}

package io.playhead.deploy.bench.view;

import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pages of the size that the job makes, of members {@code m0, m1, ...}, written to their topic. */
final class MadeUpPages {
  private static final List<String> ROWS =
      List.of("top-picks", "continue-watching", "because-you-watched", "new-for-you");
  private static final int[] ROW_LENGTHS = {30, 10, 10, 10};
  private static final int TITLES = 10_000;

  private final TopicWriter writer;
  private final int schemaId;
  private final Random random;

  MadeUpPages(TopicWriter writer, int schemaId, long seed) {
    this.writer = writer;
    this.schemaId = schemaId;
    this.random = new Random(seed);
  }

  static String memberId(int member) {
    return "m" + member;
  }

  /** Sends the member's page of that revision, made now. */
  void send(int member, long revision) {
    long nowMs = System.currentTimeMillis();
    Recommendation page =
        Recommendation.newBuilder()
            .setMemberId(memberId(member))
            .setRevision(revision)
            .setModelId("playhead-0123456789ab")
            .setMadeAtMs(nowMs)
            .setContext(
                RequestContext.newBuilder()
                    .setEventTimeMs(nowMs)
                    .setDeviceType("television")
                    .setCountry("BR")
                    .setLocale("pt-BR")
                    .setLocalHour(21)
                    .setLocalWeekday(5)
                    .build())
            .setRows(rows())
            .setReflects(new Reflects(Topics.PLAYBACK_EVENTS, 0, revision))
            .setTimings(new Timings(nowMs, nowMs, nowMs))
            .build();
    writer.sendBytes(
        Topics.RECOMMENDATIONS,
        memberId(member),
        WireFormat.encode(schemaId, AvroBytes.encode(page)));
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < ROW_LENGTHS.length; r++) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < ROW_LENGTHS[r]; i++) {
        items.add(new Item("t%05d".formatted(random.nextInt(TITLES)), random.nextFloat(), "taste"));
      }
      rows.add(new Row(ROWS.get(r), items));
    }
    return rows;
  }
}

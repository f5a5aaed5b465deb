package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.HomePage;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRow;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Item;
import io.playhead.schemas.MemberEmbedding;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import io.playhead.window.Action;
import io.playhead.window.IndexedToken;
import io.playhead.window.MemberEvent;
import io.playhead.window.MemberWindow;
import io.playhead.window.Token;
import io.playhead.window.WindowPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records written field by field, held against those that Avro's own classes write. */
class ListRecordsTest {
  private static final long NOW_MS = Records.T0 + 5;
  private static final int ROUNDS = 500;

  private long seed;
  private Random random;

  @BeforeEach
  void seed() {
    seed = System.nanoTime();
    System.out.println("ListRecordsTest seed " + seed);
    random = new Random(seed);
  }

  @Test
  void aTokenIsWhatAvroWrites() {
    for (int round = 0; round < ROUNDS; round++) {
      Token token = token();
      long index = random.nextLong(1_000_000);

      OutRecord record = ListRecords.token("member", new IndexedToken(index, token), NOW_MS);

      assertThat(record.avro()).as("seed %d: %s", seed, token).isEqualTo(byAvro(index, token));
      assertThat(record.topic()).isEqualTo(Topics.INTERACTION_TOKENS);
    }
  }

  @Test
  void aListIsWhatAvroWrites() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Row> rows = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        rows.add(new Row(text(), items()));
      }
      HomePage page =
          new HomePage("member-ü", "model-1", rows.stream().map(this::row).toList(), vector());
      MemberRow member = member();

      OutRecord list = ListRecords.list(page, member, NOW_MS, null);
      OutRecord embedding = ListRecords.embedding(new MadePage(page, "space-1"), member, NOW_MS);

      assertThat(list.avro()).as("seed %d", seed).isEqualTo(byAvro(page, rows, member));
      assertThat(embedding.avro()).as("seed %d", seed).isEqualTo(byAvro(page, member));
    }
  }

  private byte[] byAvro(HomePage page, List<Row> rows, MemberRow member) {
    var context = member.window.context();
    Stamp stamp = member.listFor;
    return AvroBytes.encode(
        Recommendation.newBuilder()
            .setMemberId(page.memberId())
            .setRevision(member.window.revision())
            .setModelId(page.modelId())
            .setMadeAtMs(NOW_MS)
            .setContext(
                RequestContext.newBuilder()
                    .setEventTimeMs(context.eventTimeMs())
                    .setDeviceType(context.deviceType())
                    .setCountry(context.country())
                    .setLocale(context.locale())
                    .setLocalHour(context.localHour() < 0 ? null : context.localHour())
                    .setLocalWeekday(context.localWeekday() <= 0 ? null : context.localWeekday())
                    .setAgeRatingMax(context.ageRatingMax())
                    .build())
            .setRows(rows)
            .setReflects(new Reflects(stamp.topic(), stamp.partition(), stamp.offset()))
            .setTimings(new Timings(stamp.appendedMs(), stamp.readMs(), NOW_MS))
            .build());
  }

  private static byte[] byAvro(HomePage page, MemberRow member) {
    List<Float> vector = new ArrayList<>();
    for (float value : page.memberVector()) {
      vector.add(value);
    }
    return AvroBytes.encode(
        MemberEmbedding.newBuilder()
            .setMemberId(page.memberId())
            .setRevision(member.window.revision())
            .setModelId(page.modelId())
            .setSpace("space-1")
            .setVector(vector)
            .build());
  }

  private static byte[] byAvro(long index, Token token) {
    return AvroBytes.encode(
        InteractionToken.newBuilder()
            .setMemberId("member")
            .setTokenIndex(index)
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
            .build());
  }

  private Token token() {
    return new Token(
        random.nextLong(1L << 42),
        optional(),
        optional(),
        optional(),
        random.nextInt(25) - 1,
        random.nextInt(8),
        random.nextInt(1_000) - 1,
        text(),
        random.nextLong(1L << 42),
        random.nextInt(1_000) - 1,
        random.nextFloat(),
        random.nextInt(300),
        random.nextInt(300),
        random.nextInt(1 << Action.values().length + 1), // and an action of a later version
        optional(),
        random.nextInt(30) - 1);
  }

  private MemberRow member() {
    MemberWindow window = MemberWindow.empty(WindowPolicy.DEFAULT);
    window.apply(event(), null); // one event fills no segment
    MemberRow row = new MemberRow("member-ü", window, MemberRow.NO_TIMER);
    row.listFor =
        new Stamp(
            "topic", random.nextInt(9), random.nextLong(1L << 40), NOW_MS - 9, NOW_MS - 5, null);
    return row;
  }

  private MemberEvent event() {
    return new MemberEvent(
        Action.PLAY,
        "member-ü",
        Records.T0 + random.nextInt(1_000_000_000),
        0,
        text(),
        random.nextInt(9),
        10,
        optional(),
        optional(),
        optional(),
        random.nextBoolean() ? null : "Europe/Berlin",
        optional(),
        null,
        -1);
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      items.add(new Item(text(), random.nextFloat(), text()));
    }
    return items;
  }

  private PageRow row(Row row) {
    return PageRow.of(
        row.getRow(),
        row.getItems().stream()
            .map(item -> new PageItem(item.getTitleId(), item.getScore(), item.getReason()))
            .toList());
  }

  private float[] vector() {
    float[] vector = new float[random.nextInt(100)];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextFloat();
    }
    return vector;
  }

  private String optional() {
    return random.nextBoolean() ? null : text();
  }

  private String text() {
    return "é漢".substring(random.nextInt(3)) + Long.toString(random.nextLong(), 36);
  }
}

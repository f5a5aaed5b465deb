package io.playhead.view.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.InteractionToken;
import io.playhead.view.OpenApiSchema;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A member's newest tokens, and what an erasure leaves of them. */
class RecentTokensTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void hasNoneWhereNothingIsStored() {
    RecentTokens none = RecentTokens.decode(null);

    assertThat(none.json()).isEmpty();
    assertThat(RecentTokens.decode(none.encode()).json()).isEmpty();
  }

  @Test
  void hasTheNewestFirstWhateverOrderTheyComeIn() {
    RecentTokens tokens = RecentTokens.NONE;

    for (long index : new long[] {2, 0, 3, 1}) {
      tokens = tokens.with(index, 100, utf8("token " + index));
    }

    assertThat(texts(tokens)).containsExactly("token 3", "token 2", "token 1", "token 0");
  }

  @Test
  void keepsTwenty() {
    RecentTokens tokens = RecentTokens.NONE;

    for (int index = 0; index < 25; index++) {
      tokens = tokens.with(index, 100, utf8("token " + index));
    }

    assertThat(texts(tokens)).hasSize(20).startsWith("token 24", "token 23").endsWith("token 5");
    assertThat(texts(tokens.with(4, 100, utf8("token 4")))).isEqualTo(texts(tokens));
  }

  @Test
  void putsARepeatedIndexInItsPlace() {
    RecentTokens tokens =
        RecentTokens.NONE
            .with(1, 100, utf8("one"))
            .with(2, 100, utf8("two"))
            .with(3, 100, utf8("three"));

    RecentTokens again = tokens.with(2, 100, utf8("two again"));

    assertThat(texts(again)).containsExactly("three", "two again", "one");
    assertThat(texts(tokens)).containsExactly("three", "two", "one");
  }

  @Test
  void forgetsThemAndThoseThatBeganBefore() {
    RecentTokens tokens = RecentTokens.NONE.with(7, 100, utf8("seven"));

    RecentTokens forgotten = RecentTokens.decode(tokens.forgottenAt(200).encode());

    assertThat(forgotten.json()).isEmpty();
    assertThat(forgotten.with(8, 199, utf8("late")).json()).isEmpty();
    assertThat(forgotten.with(8, 200, utf8("that very moment")).json()).isEmpty();
    assertThat(texts(forgotten.with(0, 201, utf8("anew")))).containsExactly("anew");
  }

  /** Erasures of one member may come in any order; the latest counts. */
  @Test
  void keepsTheLatestErasure() {
    RecentTokens forgotten = RecentTokens.NONE.forgottenAt(200).forgottenAt(100);

    assertThat(forgotten.with(1, 150, utf8("late")).json()).isEmpty();
    assertThat(texts(forgotten.with(1, 201, utf8("anew")))).containsExactly("anew");
  }

  /** The layout as it is drawn; stores and changelogs hold it. */
  @Test
  void isLaidOutAsDrawn() {
    RecentTokens tokens =
        RecentTokens.NONE.forgottenAt(255).with(1, 256, utf8("a")).with(258, 256, utf8("bc"));

    String hex = HexFormat.of().formatHex(tokens.encode());

    assertThat(hex)
        .isEqualTo(
            "01"
                + "00000000000000ff"
                + "02"
                + ("0000000000000102" + "00000002" + "6263")
                + ("0000000000000001" + "00000001" + "61"));
    assertThat(HexFormat.of().formatHex(RecentTokens.NONE.encode()))
        .isEqualTo("01" + "8000000000000000" + "00");
  }

  /**
   * Against every token since the last erasure, of which the twenty with the highest index count.
   */
  @Test
  void agreesWithAPlainModel() {
    long seed = new Random().nextLong();
    System.out.println("RecentTokensTest seed " + seed);
    Random random = new Random(seed);
    byte[] stored = null;
    TreeMap<Long, String> model = new TreeMap<>();
    long forgottenAtMs = Long.MIN_VALUE;

    for (int step = 0; step < 5_000; step++) {
      RecentTokens tokens = RecentTokens.decode(stored);
      if (random.nextInt(100) == 0) {
        long atMs = random.nextInt(10_000);
        forgottenAtMs = Math.max(forgottenAtMs, atMs);
        model.clear();
        stored = tokens.forgottenAt(atMs).encode();
      } else {
        long index = random.nextInt(60);
        long startedMs = random.nextInt(12_000);
        String json = "step " + step + "x".repeat(random.nextInt(300));
        if (startedMs > forgottenAtMs) {
          model.put(index, json);
        }
        stored = tokens.with(index, startedMs, utf8(json)).encode();
      }

      assertThat(texts(RecentTokens.decode(stored)))
          .as("step %d, seed %d", step, seed)
          .isEqualTo(model.descendingMap().values().stream().limit(20).toList());
    }
  }

  @Test
  void answersWithWhatTheTokenHolds() throws Exception {
    InteractionToken token = Samples.token("m", 4_000_000_000L, "t1", "BR", Samples.EVENT_MS);

    JsonNode json = MAPPER.readTree(TokenJson.of(token));

    OpenApiSchema.of("Token").check(json);
    Map<String, Object> expected =
        Map.ofEntries(
            Map.entry("tokenIndex", 4_000_000_000L),
            Map.entry("titleId", "t1"),
            Map.entry("startedAt", "2026-02-02T02:40:00.123Z"),
            Map.entry("endedAt", "2026-02-02T02:41:00.123Z"),
            Map.entry("watchedSeconds", 60),
            Map.entry("completion", 0.5),
            Map.entry("pauseCount", 2),
            Map.entry("seekCount", 1),
            Map.entry("actions", List.of("PLAY", "STOP")),
            Map.entry("deviceType", "television"),
            Map.entry("country", "BR"),
            Map.entry("locale", "pt-BR"),
            Map.entry("localHour", 23),
            Map.entry("localWeekday", 7),
            Map.entry("row", "top-picks"),
            Map.entry("rank", 4));
    assertThat(json).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(expected)));
  }

  @Test
  void saysNullForWhatATokenDoesNotKnow() throws Exception {
    InteractionToken token = Samples.token("m", 0, "t1", null, 0);
    token.setWatchedSeconds(-1);
    token.setCompletion(-1f);
    token.setActions(List.of());
    token.setDeviceType(null);
    token.setLocale(null);
    token.setLocalHour(null);
    token.setLocalWeekday(null);
    token.setRow(null);
    token.setRank(null);

    JsonNode json = MAPPER.readTree(TokenJson.of(token));

    OpenApiSchema.of("Token").check(json);
    for (String field :
        List.of(
            "watchedSeconds",
            "completion",
            "deviceType",
            "country",
            "locale",
            "localHour",
            "localWeekday",
            "row",
            "rank")) {
      assertThat(json.get(field).isNull()).as(field).isTrue();
    }
  }

  private static List<String> texts(RecentTokens tokens) {
    return tokens.json().stream().map(json -> new String(json, StandardCharsets.UTF_8)).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.playhead.view.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.TraceContext;
import io.playhead.view.OpenApiSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page's bytes, and the answer that they hold. */
class StoredPageTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long RECEIVED_MS = Samples.EVENT_MS + 4;

  /** A page by what is odd about it. */
  private record Case(String name, Recommendation page) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> pages() {
    Recommendation bare = Samples.page("m", 0, 0);
    bare.setContext(new RequestContext(0L, null, null, null, null, null, null));
    Recommendation noRows = Samples.page("m", 1, 1);
    noRows.setRows(List.of());
    Recommendation emptyRow = Samples.page("m", 1, 1);
    emptyRow.setRows(List.of(new Row("continue-watching", List.of())));
    Recommendation scores = Samples.page("m", 1, 1);
    scores.setRows(
        List.of(
            new Row(
                "top-picks",
                List.of(
                    new Item("t1", Float.MIN_VALUE, "taste"),
                    new Item("t2", -Float.MAX_VALUE, "taste"),
                    new Item("t3", -0.0f, "taste")))));
    return List.of(
        new Case("every field", Samples.page("m", 5, Samples.EVENT_MS)),
        new Case("nothing known of its context", bare),
        new Case("no rows", noRows),
        new Case("an empty row", emptyRow),
        new Case("smallest and largest scores", scores),
        new Case("largest numbers", Samples.page("m", Long.MAX_VALUE, Samples.EVENT_MS)),
        new Case("quotes and lines in the id", Samples.page("a\"b\\c\n\r\u2028d", 1, 1)),
        new Case("any script in the id", Samples.page("mémbro-会員-\uD83C\uDFAC", 1, 1)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void answersWithWhatThePageHolds(Case one) throws Exception {
    Recommendation page = one.page;

    JsonNode json = MAPPER.readTree(StoredPage.answer(stored(page), false));

    OpenApiSchema.of("Home").check(json);
    assertThat(json.get("memberId").textValue()).isEqualTo(page.getMemberId());
    assertThat(json.get("kind").textValue()).isEqualTo("personal");
    assertThat(json.get("revision").longValue()).isEqualTo(page.getRevision());
    assertThat(json.get("modelId").textValue()).isEqualTo(page.getModelId());
    assertThat(ms(json.get("madeAt"))).isEqualTo(page.getMadeAtMs());
    checkContext(json.get("context"), page.getContext());
    checkRows(json.get("rows"), page.getRows());
    assertThat(json.at("/reflects/topic").textValue()).isEqualTo("playback-events");
    assertThat(json.at("/reflects/partition").intValue()).isEqualTo(3);
    assertThat(json.at("/reflects/offset").longValue()).isEqualTo(4_000_000_000L);
    assertThat(ms(json.at("/timings/appendedAt"))).isEqualTo(Samples.EVENT_MS + 1);
    assertThat(ms(json.at("/timings/readAt"))).isEqualTo(Samples.EVENT_MS + 2);
    assertThat(ms(json.at("/timings/listedAt"))).isEqualTo(Samples.EVENT_MS + 3);
    assertThat(ms(json.at("/timings/receivedAt"))).isEqualTo(RECEIVED_MS);
  }

  private static void checkContext(JsonNode json, RequestContext context) {
    assertThat(ms(json.get("eventTime"))).isEqualTo(context.getEventTimeMs());
    assertThat(json.get("deviceType").textValue()).isEqualTo(context.getDeviceType());
    assertThat(json.get("country").textValue()).isEqualTo(context.getCountry());
    assertThat(json.get("locale").textValue()).isEqualTo(context.getLocale());
    assertThat(number(json.get("localHour"))).isEqualTo(context.getLocalHour());
    assertThat(number(json.get("localWeekday"))).isEqualTo(context.getLocalWeekday());
    assertThat(json.get("ageRatingMax").textValue()).isEqualTo(context.getAgeRatingMax());
  }

  private static void checkRows(JsonNode json, List<Row> rows) {
    assertThat(json).hasSize(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      assertThat(json.get(row).get("row").textValue()).isEqualTo(rows.get(row).getRow());
      List<Item> items = rows.get(row).getItems();
      assertThat(json.get(row).get("items")).hasSize(items.size());
      for (int rank = 0; rank < items.size(); rank++) {
        JsonNode item = json.get(row).get("items").get(rank);
        assertThat(item).hasSize(3);
        assertThat(item.get("titleId").textValue()).isEqualTo(items.get(rank).getTitleId());
        assertThat(item.get("score").floatValue()).isEqualTo(items.get(rank).getScore());
        assertThat(item.get("reason").textValue()).isEqualTo(items.get(rank).getReason());
      }
    }
  }

  /** An event of a stream has its data on one line. */
  @ParameterizedTest
  @MethodSource("pages")
  void answersOnOneLine(Case one) {
    String answer = new String(StoredPage.answer(stored(one.page), true), StandardCharsets.UTF_8);

    assertThat(answer.lines()).hasSize(1);
  }

  @Test
  void saysWhetherItIsStaleAndNothingElseDiffers() {
    byte[] stored = stored(Samples.page("m", 5, 6));

    String fresh = new String(StoredPage.answer(stored, false), StandardCharsets.UTF_8);
    String stale = new String(StoredPage.answer(stored, true), StandardCharsets.UTF_8);

    assertThat(fresh).startsWith("{\"stale\":false,\"memberId\":\"m\",");
    assertThat(stale).isEqualTo(fresh.replace("\"stale\":false", "\"stale\":true"));
  }

  /** The layout as it is drawn; stores and changelogs hold it. */
  @Test
  void isLaidOutAsDrawn() {
    byte[] stored =
        StoredPage.encode(0x0102030405060708L, 0x1112131415161718L, null, utf8("{\"a\":1}"));

    assertThat(HexFormat.of().formatHex(stored))
        .isEqualTo("01" + "0102030405060708" + "1112131415161718" + hex("\"a\":1}"));
    assertThat(StoredPage.revision(stored)).isEqualTo(0x0102030405060708L);
    assertThat(StoredPage.madeAtMs(stored)).isEqualTo(0x1112131415161718L);
    assertThat(StoredPage.trace(stored)).isNull();
    assertThat(StoredPage.answer(stored, true)).isEqualTo(utf8("{\"stale\":true,\"a\":1}"));
    assertThat(written(stored, true)).isEqualTo(utf8("{\"stale\":true,\"a\":1}"));
  }

  @Test
  void isLaidOutAsDrawnWithATrace() {
    TraceContext trace =
        new TraceContext(0x2122232425262728L, 0x3132333435363738L, 0x4142434445464748L, (byte) 1);
    byte[] stored =
        StoredPage.encode(0x0102030405060708L, 0x1112131415161718L, trace, utf8("{\"a\":1}"));

    assertThat(HexFormat.of().formatHex(stored))
        .isEqualTo(
            "02"
                + "0102030405060708"
                + "1112131415161718"
                + "2122232425262728"
                + "3132333435363738"
                + "4142434445464748"
                + "01"
                + hex("\"a\":1}"));
    assertThat(StoredPage.trace(stored)).isEqualTo(trace);
    assertThat(StoredPage.revision(stored)).isEqualTo(0x0102030405060708L);
    assertThat(StoredPage.answer(stored, false)).isEqualTo(utf8("{\"stale\":false,\"a\":1}"));
    assertThat(written(stored, false)).isEqualTo(utf8("{\"stale\":false,\"a\":1}"));
  }

  private static byte[] written(byte[] stored, boolean stale) {
    ByteBuffer answer = StoredPage.answerInPlace(stored.clone(), stale);
    byte[] bytes = new byte[answer.remaining()];
    answer.get(bytes);
    return bytes;
  }

  @Test
  void isToldApartByRevisionAndTimeOfMaking() {
    byte[] stored = StoredPage.encode(12, 345, null, utf8("{\"a\":1}"));

    assertThat(StoredPage.id(stored)).isEqualTo("12-345");
  }

  @Test
  void yieldsToTheSameRevisionAndToNewerOnesAlone() {
    byte[] stored = StoredPage.encode(12, 345, null, utf8("{\"a\":1}"));

    assertThat(StoredPage.yieldsTo(stored, 11)).isFalse();
    assertThat(StoredPage.yieldsTo(stored, 12)).isTrue();
    assertThat(StoredPage.yieldsTo(stored, 13)).isTrue();
    assertThat(StoredPage.yieldsTo(stored, Long.MIN_VALUE)).isFalse();
    assertThat(StoredPage.yieldsTo(stored, Long.MAX_VALUE)).isTrue();
  }

  private static byte[] stored(Recommendation page) {
    return StoredPage.encode(
        page.getRevision(), page.getMadeAtMs(), null, PageJson.of(page, RECEIVED_MS));
  }

  private static Integer number(JsonNode json) {
    return json.isNull() ? null : json.intValue();
  }

  private static long ms(JsonNode time) {
    return Instant.parse(time.textValue()).toEpochMilli();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(utf8(text));
  }
}

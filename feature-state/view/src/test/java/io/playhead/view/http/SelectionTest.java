package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of a page. */
class SelectionTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NO_LIMIT = 1_000;
  private static final byte[] PAGE =
      page("{\"eventTime\":\"2026-02-02T02:40:00.123Z\",\"deviceType\":\"phone\"}");

  private static byte[] page(String context) {
    return ("{\"stale\":false,\"memberId\":\"m\",\"kind\":\"personal\",\"context\":"
            + context
            + ",\"rows\":["
            + "{\"row\":\"a\",\"items\":[{\"titleId\":\"t1\",\"score\":0.1}"
            + ",{\"titleId\":\"t2\",\"score\":-3.4028235E38},{\"titleId\":\"t3\",\"score\":0.0}]},"
            + "{\"row\":\"b\",\"items\":[{\"titleId\":\"t4\",\"score\":1.4E-45}]},"
            + "{\"row\":\"c\",\"items\":[]}],"
            + "\"reflects\":{\"topic\":\"playback-events\",\"partition\":3,\"offset\":4000000000}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void leavesAPageAloneWhenAllOfItIsAskedFor() {
    Selection all = new Selection(null, NO_LIMIT, null);

    assertThat(all.isAll()).isTrue();
    assertThat(all.of(PAGE)).isSameAs(PAGE);
  }

  @ParameterizedTest
  @CsvSource({"1, t1 | t4 |", "2, t1 t2 | t4 |", "3, t1 t2 t3 | t4 |", "999, t1 t2 t3 | t4 |"})
  void cutsEachRowToTheLimit(int limit, String titles) throws Exception {
    JsonNode json = select(new Selection(null, limit, null), PAGE);

    assertThat(titles(json)).isEqualTo(titles);
    assertThat(json.has("matchesDevice")).isFalse();
  }

  @Test
  void leavesOutRowsThatWereNotAskedForAndKeepsThePagesOrder() throws Exception {
    JsonNode json = select(new Selection(null, NO_LIMIT, Set.of("c", "a", "unknown")), PAGE);

    assertThat(json.get("rows")).hasSize(2);
    assertThat(json.at("/rows/0/row").textValue()).isEqualTo("a");
    assertThat(json.at("/rows/1/row").textValue()).isEqualTo("c");
    assertThat(titles(json)).isEqualTo("t1 t2 t3 |");
  }

  @Test
  void hasNoRowsWhereNoneIsNamedSo() throws Exception {
    JsonNode json = select(new Selection(null, NO_LIMIT, Set.of("unknown")), PAGE);

    assertThat(json.get("rows").isArray()).isTrue();
    assertThat(json.get("rows")).isEmpty();
  }

  @Test
  void saysWhetherThePageIsForTheDevice() throws Exception {
    assertThat(matches("phone", PAGE)).isTrue();
    assertThat(matches("television", PAGE)).isFalse();
    assertThat(matches("phone", page("{\"deviceType\":null}"))).isFalse();
    assertThat(matches("null", page("{\"deviceType\":null}"))).isFalse();
  }

  /** A page of what is popular has no context. */
  @Test
  void matchesNoDeviceWhereNothingSaysForWhichItIs() throws Exception {
    byte[] popular = "{\"kind\":\"popular\",\"rows\":[]}".getBytes(StandardCharsets.UTF_8);

    assertThat(matches("phone", popular)).isFalse();
  }

  @Test
  void changesNothingBesides() throws Exception {
    ObjectNode json = (ObjectNode) select(new Selection("phone", 999, null), PAGE);

    json.remove("matchesDevice");
    assertThat(json).isEqualTo(MAPPER.readTree(PAGE));
  }

  private static boolean matches(String device, byte[] page) throws Exception {
    return select(new Selection(device, NO_LIMIT, null), page).get("matchesDevice").booleanValue();
  }

  private static JsonNode select(Selection selection, byte[] page) throws Exception {
    assertThat(selection.isAll()).isFalse();
    return MAPPER.readTree(selection.of(page));
  }

  /** Title ids, rows apart. */
  private static String titles(JsonNode page) {
    StringBuilder text = new StringBuilder();
    for (JsonNode row : page.get("rows")) {
      text.append(text.length() == 0 ? "" : "| ");
      row.get("items").forEach(item -> text.append(item.get("titleId").textValue()).append(' '));
    }
    return text.toString().strip();
  }
}

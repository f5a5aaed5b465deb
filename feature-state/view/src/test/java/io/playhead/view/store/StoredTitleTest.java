package io.playhead.view.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.schemas.Availability;
import io.playhead.schemas.Title;
import io.playhead.view.OpenApiSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A title's bytes, and the answer that they hold. */
class StoredTitleTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A title by what is odd about it. */
  private record Case(String name, Title title) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> titles() {
    Title places = Samples.title("t", 1);
    places.setAvailability(
        List.of(
            new Availability("*", null, null),
            new Availability("BR", 0L, Samples.EVENT_MS),
            new Availability("PT", Samples.EVENT_MS, null)));
    Title odd = Samples.title("a\"b\\c\n\r\u2028会員-\uD83C\uDFAC", 1);
    odd.setName("");
    odd.setAttributes(Map.of("", "empty", "a\"\n", "\\", "titleId", "another"));
    return List.of(
        new Case("every field", Samples.title("t", 20_000)),
        new Case("its id alone", Title.newBuilder().setTitleId("t").build()),
        new Case("released on the first day", Samples.title("t", 0)),
        new Case("released before 1970", Samples.title("t", -25_567)),
        new Case("shown in some places at some times", places),
        new Case("quotes, lines and any script", odd));
  }

  @ParameterizedTest
  @MethodSource("titles")
  void answersWithWhatTheTitleHolds(Case one) throws Exception {
    Title title = one.title;

    byte[] stored = StoredTitle.encode(title);

    JsonNode json = MAPPER.readTree(StoredTitle.json(stored));
    OpenApiSchema.of("Title").check(json);
    assertThat(json.get("titleId").textValue()).isEqualTo(title.getTitleId());
    assertThat(json.get("kind").textValue()).isEqualTo(title.getKind());
    assertThat(json.get("name").textValue()).isEqualTo(title.getName());
    assertThat(texts(json.get("genres"))).isEqualTo(title.getGenres());
    assertThat(texts(json.get("directors"))).isEqualTo(title.getDirectors());
    assertThat(texts(json.get("cast"))).isEqualTo(title.getCast());
    assertThat(texts(json.get("countries"))).isEqualTo(title.getCountries());
    assertThat(texts(json.get("languages"))).isEqualTo(title.getLanguages());
    assertThat(texts(json.get("themes"))).isEqualTo(title.getThemes());
    assertThat(json.get("ageRating").textValue()).isEqualTo(title.getAgeRating());
    JsonNode runtime = json.get("runtimeSeconds");
    assertThat(runtime.isNull() ? null : runtime.intValue()).isEqualTo(title.getRuntimeSeconds());
    checkAvailability(json.get("availability"), title.getAvailability());
    assertThat(json.get("synopsis").textValue()).isEqualTo(title.getSynopsis());
    Map<String, String> attributes = new HashMap<>();
    json.get("attributes")
        .properties()
        .forEach(each -> attributes.put(each.getKey(), each.getValue().textValue()));
    assertThat(attributes).isEqualTo(title.getAttributes());
  }

  private static void checkAvailability(JsonNode json, List<Availability> availability) {
    assertThat(json).hasSize(availability.size());
    for (int i = 0; i < availability.size(); i++) {
      assertThat(json.get(i)).hasSize(3);
      assertThat(json.get(i).get("country").textValue())
          .isEqualTo(availability.get(i).getCountry());
      assertThat(ms(json.get(i).get("from"))).isEqualTo(availability.get(i).getFromMs());
      assertThat(ms(json.get(i).get("until"))).isEqualTo(availability.get(i).getUntilMs());
    }
  }

  @ParameterizedTest
  @MethodSource("titles")
  void hasItsDayAsANumberAndAsADate(Case one) throws Exception {
    Integer day = one.title.getReleaseEpochDay();

    byte[] stored = StoredTitle.encode(one.title);

    JsonNode date = MAPPER.readTree(StoredTitle.json(stored)).get("releaseDate");
    if (day == null) {
      assertThat(StoredTitle.releaseEpochDay(stored)).isEqualTo(StoredTitle.NO_DAY);
      assertThat(date.isNull()).isTrue();
    } else {
      assertThat(StoredTitle.releaseEpochDay(stored)).isEqualTo(day);
      assertThat(LocalDate.parse(date.textValue()).toEpochDay()).isEqualTo(day.longValue());
    }
  }

  /** The layout as it is drawn. */
  @Test
  void isLaidOutAsDrawn() {
    byte[] stored = StoredTitle.encode(Samples.title("t", 0x01020304));

    assertThat(HexFormat.of().formatHex(stored, 0, 5)).isEqualTo("01" + "01020304");
    assertThat(StoredTitle.json(stored)).isEqualTo(Arrays.copyOfRange(stored, 5, stored.length));
    assertThat(new String(stored, 5, stored.length - 5, StandardCharsets.UTF_8))
        .startsWith("{\"titleId\":\"t\",")
        .endsWith("}");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.textValue()));
    return texts;
  }

  private static Long ms(JsonNode time) {
    return time.isNull() ? null : Instant.parse(time.textValue()).toEpochMilli();
  }
}

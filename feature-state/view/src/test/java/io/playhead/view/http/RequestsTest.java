package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request asks, and what it may not. */
class RequestsTest {
  @Test
  void takesIdsOfOneToFiveHundredAndTwelveCharacters() {
    for (String id : List.of("m", "a/b?c d", "会員", "x".repeat(512))) {
      assertThat(Requests.memberId(new StubContext().path("memberId", id).context())).isEqualTo(id);
      assertThat(Requests.titleId(new StubContext().path("titleId", id).context())).isEqualTo(id);
    }
    for (String id : List.of("", "x".repeat(513))) {
      String detail =
          refusal(() -> Requests.memberId(new StubContext().path("memberId", id).context()));
      assertThat(detail).contains("1 to 512").contains(", not " + id.length() + ".");
      refusal(() -> Requests.titleId(new StubContext().path("titleId", id).context()));
    }
  }

  @Test
  void saysWhatIsWrongWithAnIdWithoutTheId() {
    String id = "member-7".repeat(100);

    String detail =
        refusal(() -> Requests.memberId(new StubContext().path("memberId", id).context()));

    assertThat(detail).doesNotContain("member-7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "t1; t1",
        "t1,t2; t1|t2",
        "t2,t1,t2; t2|t1|t2",
        "a%2Cb,c; a,b|c",
        "a%252Cb; a%2Cb",
        "a+b; a+b",
        "a b; a b",
        "a%20b; a b",
        "%E4%BC%9A,会; 会|会"
      })
  void readsTitleIdsThatAreEncodedOnceMore(String ids, String expected) {
    assertThat(Requests.titleIds(new StubContext().query("ids", ids).context()))
        .containsExactly(expected.split("\\|"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ",,", ",a", "a,,b", "a%", "a%zz", "%"})
  void refusesTitleIdsThatAreNone(String ids) {
    refusal(() -> Requests.titleIds(new StubContext().query("ids", ids).context()));
  }

  @Test
  void refusesToSayAllTitles() {
    refusal(() -> Requests.titleIds(new StubContext().context()));
  }

  @Test
  void takesTwoHundredTitlesAtATime() {
    assertThat(Requests.titleIds(new StubContext().query("ids", titles(200)).context()))
        .hasSize(200);
    assertThat(
            refusal(() -> Requests.titleIds(new StubContext().query("ids", titles(201)).context())))
        .contains("200");
    refusal(() -> Requests.titleIds(new StubContext().query("ids", "x".repeat(513)).context()));
  }

  private static String titles(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
  }

  @Test
  void selectsAllWhereNothingIsSaid() {
    assertThat(Requests.selection(new StubContext().context()).isAll()).isTrue();
  }

  @Test
  void readsWhatIsToBeSelected() {
    StubContext request =
        new StubContext().query("device", "phone").query("limit", "7").query("rows", "b,a,b");

    assertThat(Requests.selection(request.context()))
        .isEqualTo(new Selection("phone", 7, Set.of("a", "b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1001", "x", "1.0", "99999999999", "0x10", " 1"})
  void refusesALimitOutOfBounds(String limit) {
    assertThat(refusal(() -> Requests.selection(new StubContext().query("limit", limit).context())))
        .contains("1 to 1000");
  }

  @ParameterizedTest
  @CsvSource({"device, 64", "rows, 512"})
  void boundsWhatIsToBeSelected(String name, int lengthMax) {
    String longest = "x".repeat(lengthMax);

    Requests.selection(new StubContext().query(name, longest).context());

    assertThat(
            refusal(
                () -> Requests.selection(new StubContext().query(name, longest + "x").context())))
        .contains(name)
        .contains("" + lengthMax);
    refusal(() -> Requests.selection(new StubContext().query(name, "").context()));
  }

  @Test
  void readsACountryOfTwoLetters() {
    assertThat(Requests.country(new StubContext().context())).isNull();
    assertThat(Requests.country(new StubContext().query("country", "BR").context()))
        .isEqualTo("BR");
    assertThat(Requests.country(new StubContext().query("country", "br").context()))
        .isEqualTo("BR");
    assertThat(Requests.country(new StubContext().query("country", "iq").context()))
        .isEqualTo("IQ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "BRA", "B1", "*", "ÄÖ", "BR\n", "B/"})
  void refusesACountryThatIsNone(String country) {
    refusal(() -> Requests.country(new StubContext().query("country", country).context()));
  }

  /** A locale that is said, a header, and the language that they make; null: not said. */
  private record Said(String locale, String accepted, String language) {}

  static List<Said> locales() {
    return List.of(
        new Said(null, null, null),
        new Said("pt-BR", null, "pt"),
        new Said("pt_BR", null, "pt"),
        new Said("PT", null, "pt"),
        new Said("zh-Hant-TW", null, "zh"),
        new Said("pt-BR", "de-DE,en", "pt"),
        new Said(null, "de-DE,en;q=0.5", "de"),
        new Said(null, "en;q=0.5,de", "en"),
        new Said(null, " fr , en", "fr"),
        new Said(null, "*", null),
        new Said(null, "", null),
        new Said(null, ",;", null),
        new Said("no such language", "de", null),
        new Said("x", null, null));
  }

  @ParameterizedTest
  @MethodSource("locales")
  void readsTheLanguageFromTheLocaleOrElseFromTheHeader(Said said) {
    StubContext request = new StubContext();
    if (said.locale != null) {
      request.query("locale", said.locale);
    }
    if (said.accepted != null) {
      request.header("Accept-Language", said.accepted);
    }

    assertThat(Requests.language(request.context())).isEqualTo(said.language);
  }

  @Test
  void boundsTheLocale() {
    Requests.language(new StubContext().query("locale", "x".repeat(35)).context());

    refusal(() -> Requests.language(new StubContext().query("locale", "x".repeat(36)).context()));
    refusal(() -> Requests.language(new StubContext().query("locale", "").context()));
  }

  @Test
  void knowsWhatAnotherInstanceHasPassedOn() {
    assertThat(Requests.isForwarded(new StubContext().context())).isFalse();
    assertThat(Requests.isForwarded(new StubContext().header("Playhead-Forwarded", "1").context()))
        .isTrue();
  }

  /** The detail of the 400 that this is refused with. */
  private static String refusal(ThrowingCallable asking) {
    Problem problem = catchThrowableOfType(Problem.class, asking);
    assertThat(problem).isNotNull();
    assertThat(problem.status()).isEqualTo(400);
    return problem.getMessage();
  }
}

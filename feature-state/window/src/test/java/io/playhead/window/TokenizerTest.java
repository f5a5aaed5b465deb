package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerTest {
  /** Name, events, closed tokens, open token or null. Silence is 30 minutes. */
  static Stream<Arguments> cases() {
    return Stream.of(
        of(
            "a lone play is open and nothing is known of it",
            "0 PLAY A",
            List.of(),
            "A 0-0 watched - completion - gap - PLAY"),
        of(
            "pauses are not watched",
            "0 PLAY A; 60 PAUSE A; 100 RESUME A; 130 STOP A",
            List.of("A 0-130 watched 90 completion - gap - pauses 1 PLAY+PAUSE+RESUME+STOP"),
            null),
        of(
            "completion is the furthest position over the runtime",
            "0 PLAY A position=0 runtime=600; 100 SEEK A position=300; 130 SEEK A position=20; 150 STOP A position=40",
            List.of("A 0-150 watched 150 completion 0.5 gap - seeks 2 PLAY+SEEK+STOP"),
            null),
        of(
            "complete completes and closes",
            "0 PLAY A; 600 COMPLETE A",
            List.of("A 0-600 watched 600 completion 1.0 gap - PLAY+COMPLETE"),
            null),
        of(
            "watched time is at most the runtime",
            "0 PLAY A runtime=100; 600 STOP A",
            List.of("A 0-600 watched 100 completion - gap - PLAY+STOP"),
            null),
        of(
            "progress counts between two plays where it is known",
            "0 PLAY A position=0; 600 PLAY A position=30; 610 STOP A",
            List.of("A 0-610 watched 40 completion - gap - PLAY+STOP"),
            null),
        of(
            "another title closes, and what followed the last event is not watched",
            "0 PLAY A; 50 PAUSE A; 60 RESUME A; 90 PLAY B",
            List.of("A 0-60 watched 50 completion - gap - pauses 1 PLAY+PAUSE+RESUME"),
            "B 90-90 watched - completion - gap 30 PLAY"),
        of(
            "stop closes, and the same title starts anew",
            "0 PLAY A; 10 STOP A; 20 PLAY A",
            List.of("A 0-10 watched 10 completion - gap - PLAY+STOP"),
            "A 20-20 watched - completion - gap 10 PLAY"),
        of(
            "a stop after complete is an echo",
            "0 PLAY A; 10 COMPLETE A; 11 STOP A; 12 PAUSE A; 20 PLAY B",
            List.of("A 0-10 watched 10 completion 1.0 gap - PLAY+COMPLETE"),
            "B 20-20 watched - completion - gap 10 PLAY"),
        of(
            "a stop of what never played is a token",
            "0 PLAY A; 10 STOP A; 20 STOP B position=50 runtime=100",
            List.of(
                "A 0-10 watched 10 completion - gap - PLAY+STOP",
                "B 20-20 watched - completion 0.5 gap 10 STOP"),
            null),
        of(
            "a stop long after a stop is no echo",
            "0 PLAY A; 10 STOP A; 1811 STOP A",
            List.of(
                "A 0-10 watched 10 completion - gap - PLAY+STOP",
                "A 1811-1811 watched - completion - gap 1801 STOP"),
            null),
        of(
            "a silence of exactly its bound closes nothing",
            "0 PAUSE A; 1800 RESUME A",
            List.of(),
            "A 0-1800 watched - completion - gap - pauses 1 PAUSE+RESUME"),
        of(
            "a longer silence closes",
            "0 PAUSE A; 1800.001 RESUME A",
            List.of("A 0-0 watched - completion - gap - pauses 1 PAUSE"),
            "A 1800-1800 watched - completion - gap 1800 RESUME"),
        of(
            "any event ends a silence, an impression too",
            "0 PAUSE A; 1801 IMPRESSION Z",
            List.of("A 0-0 watched - completion - gap - pauses 1 PAUSE"),
            null),
        of(
            "device events break no silence",
            "0 PAUSE A; 1000 DEVICE; 1801 RESUME A",
            List.of("A 0-0 watched - completion - gap - pauses 1 PAUSE"),
            "A 1801-1801 watched - completion - gap 1801 RESUME"),
        of(
            "a film that plays is not silent until it would end",
            "0 PLAY A position=600 runtime=7200; 8400 STOP A position=7200",
            List.of("A 0-8400 watched 7200 completion 1.0 gap - PLAY+STOP"),
            null),
        of(
            "after its end it is",
            "0 PLAY A position=600 runtime=7200; 8401 STOP A position=7200",
            List.of(
                "A 0-0 watched - completion 0.083 gap - PLAY",
                "A 8401-8401 watched - completion - gap 8401 STOP"),
            null),
        of(
            "a paused film is silent like any",
            "0 PLAY A runtime=7200; 10 PAUSE A; 1811 RESUME A",
            List.of("A 0-10 watched 10 completion - gap - pauses 1 PLAY+PAUSE"),
            "A 1811-1811 watched - completion - gap 1801 RESUME"),
        of(
            "nothing plays alone for more than twelve hours",
            "0 PLAY A runtime=2000000000; 45001 STOP A",
            List.of(
                "A 0-0 watched - completion - gap - PLAY",
                "A 45001-45001 watched - completion - gap 45001 STOP"),
            null),
        of(
            "feedback on the open title is part of it",
            "0 PLAY A; 10 THUMBS_UP A; 20 STOP A",
            List.of("A 0-20 watched 20 completion - gap - PLAY+STOP+THUMBS_UP"),
            null),
        of(
            "feedback on another title comes before the open token, which stays open",
            "0 PLAY A; 10 MY_LIST_ADD B; 20 STOP A",
            List.of(
                "B 10-10 watched 0 completion - gap 10 MY_LIST_ADD",
                "A 0-20 watched 20 completion - gap - PLAY+STOP"),
            null),
        of(
            "feedback after the end makes a token of its own",
            "0 PLAY A; 10 STOP A; 20 NOT_INTERESTED A",
            List.of(
                "A 0-10 watched 10 completion - gap - PLAY+STOP",
                "A 20-20 watched 0 completion - gap 10 NOT_INTERESTED"),
            null),
        of(
            "impressions and leaving my list make no token",
            "0 IMPRESSION A; 1 MY_LIST_REMOVE A; 2 DEVICE",
            List.of(),
            null));
  }

  private static Arguments of(String name, String events, List<String> closed, String open) {
    return Arguments.of(name, events, closed, open);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void folds(String name, String events, List<String> closedTexts, String openText) {
    Tokenizer tokenizer = new Tokenizer(WindowPolicy.DEFAULT);
    List<Token> closed = new ArrayList<>();

    EventText.events(events).forEach(e -> tokenizer.accept(e, closed));

    assertThat(EventText.texts(closed)).isEqualTo(closedTexts);
    assertThat(tokenizer.open() == null ? null : EventText.text(tokenizer.open()))
        .isEqualTo(openText);
  }

  @Test
  void aTokenKeepsThePlaceAndTheLocalTimeOfItsStart() {
    Tokenizer tokenizer = new Tokenizer(WindowPolicy.DEFAULT);
    List<Token> closed = new ArrayList<>();

    // 1970-01-01 00:00 UTC, a Thursday, is Wednesday 21:00 in Sao Paulo
    EventText.events(
            "0 DEVICE device=phone country=BR locale=pt-BR zone=America/Sao_Paulo;"
                + "0 PLAY A row=top-picks rank=3; 10 DEVICE device=television zone=UTC country=DE;"
                + "20 STOP A row=other rank=9")
        .forEach(e -> tokenizer.accept(e, closed));

    Token token = closed.get(0);
    assertThat(token.deviceType()).isEqualTo("phone");
    assertThat(token.country()).isEqualTo("BR");
    assertThat(token.locale()).isEqualTo("pt-BR");
    assertThat(token.localHour()).isEqualTo(21);
    assertThat(token.localWeekday()).isEqualTo(3);
    assertThat(token.row()).isEqualTo("top-picks");
    assertThat(token.rank()).isEqualTo(3);
    assertThat(tokenizer.context())
        .isEqualTo(new RequestContext(20_000, "television", "DE", "pt-BR", 0, 4));
  }

  @Test
  void aLimitOfAgeRatingsHoldsUntilAnotherOrTheEndOfIt() {
    Tokenizer tokenizer = new Tokenizer(WindowPolicy.DEFAULT);

    assertThat(ageLimitAfter(tokenizer, "0 DEVICE device=tablet")).isNull();
    assertThat(ageLimitAfter(tokenizer, "1 PLAY A age=12")).isEqualTo("12");
    assertThat(ageLimitAfter(tokenizer, "2 STOP A")).as("says nothing of it").isEqualTo("12");
    assertThat(ageLimitAfter(tokenizer, "3 IMPRESSION A age=18")).isEqualTo("12");
    assertThat(ageLimitAfter(tokenizer, "4 DEVICE age=PG-13")).isEqualTo("PG-13");
    assertThat(ageLimitAfter(tokenizer, "5 DEVICE age=*")).isNull();
  }

  private static String ageLimitAfter(Tokenizer tokenizer, String event) {
    tokenizer.accept(EventText.event(event), new ArrayList<>());
    return tokenizer.context().ageRatingMax();
  }

  @Test
  void anUnknownZoneGivesAnUnknownHour() {
    Tokenizer tokenizer = new Tokenizer(WindowPolicy.DEFAULT);

    tokenizer.accept(EventText.event("0 DEVICE zone=../../etc"), new ArrayList<>());

    assertThat(tokenizer.context().localHour()).isEqualTo(-1);
    assertThat(tokenizer.context().localWeekday()).isZero();
  }

  @Test
  void anImpressionLeavesTheContextAlone() {
    Tokenizer tokenizer = new Tokenizer(WindowPolicy.DEFAULT);
    tokenizer.accept(EventText.event("5 DEVICE device=phone"), new ArrayList<>());

    tokenizer.accept(EventText.event("9 IMPRESSION A device=television"), new ArrayList<>());

    assertThat(tokenizer.context()).isEqualTo(new RequestContext(5000, "phone", null, null, -1, 0));
  }
}

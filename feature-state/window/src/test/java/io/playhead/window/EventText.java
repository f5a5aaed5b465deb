package io.playhead.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * Events and tokens as short texts, so that a test reads like a table. Events: {@code "0 PLAY A; 60
 * STOP A position=60 runtime=600"}, times in seconds. Tokens: {@code "A 0-60 watched 60 completion
 * 0.1 gap - PLAY+STOP"}.
 */
final class EventText {
  private EventText() {}

  static List<MemberEvent> events(String text) {
    List<MemberEvent> events = new ArrayList<>();
    for (String one : text.split(";")) {
      events.add(event(one.strip()));
    }
    return events;
  }

  static MemberEvent event(String text) {
    String[] words = text.split("\\s+");
    boolean hasTitle = words.length > 2 && !words[2].contains("=");
    List<String> fields = Arrays.asList(words);
    String rank = field(fields, "rank");
    String position = field(fields, "position");
    String runtime = field(fields, "runtime");
    String sequence = field(fields, "sequence");
    return new MemberEvent(
        Action.valueOf(words[1]),
        "m",
        Math.round(Double.parseDouble(words[0]) * 1000),
        sequence == null ? 0 : Long.parseLong(sequence),
        hasTitle ? words[2] : null,
        position == null ? Double.NaN : Double.parseDouble(position),
        runtime == null ? 0 : Integer.parseInt(runtime),
        field(fields, "device"),
        field(fields, "country"),
        field(fields, "locale"),
        field(fields, "zone"),
        field(fields, "age"),
        field(fields, "row"),
        rank == null ? -1 : Integer.parseInt(rank));
  }

  private static String field(List<String> fields, String name) {
    return fields.stream()
        .filter(field -> field.startsWith(name + "="))
        .map(field -> field.substring(name.length() + 1))
        .findFirst()
        .orElse(null);
  }

  static String text(Token t) {
    StringJoiner actions = new StringJoiner("+");
    for (Action action : Action.values()) {
      if (t.has(action)) {
        actions.add(action.name());
      }
    }
    return t.titleId()
        + " "
        + t.startedMs() / 1000
        + "-"
        + t.endedMs() / 1000
        + " watched "
        + (t.watchedSeconds() < 0 ? "-" : t.watchedSeconds())
        + " completion "
        + (t.completion() < 0 ? "-" : t.completion())
        + " gap "
        + (t.gapSeconds() < 0 ? "-" : t.gapSeconds())
        + (t.pauseCount() == 0 ? "" : " pauses " + t.pauseCount())
        + (t.seekCount() == 0 ? "" : " seeks " + t.seekCount())
        + " "
        + actions;
  }

  static List<String> texts(List<Token> tokens) {
    return tokens.stream().map(EventText::text).toList();
  }
}

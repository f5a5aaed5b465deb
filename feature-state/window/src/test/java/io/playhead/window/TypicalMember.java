package io.playhead.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A member as they mostly are: a few sittings a day of play, pause, resume and stop on one or two
 * devices.
 */
final class TypicalMember {
  private TypicalMember() {}

  /** {@code sittings} sittings of four to eight events, in the order of time. */
  static List<MemberEvent> events(Random random, int sittings) {
    List<MemberEvent> events = new ArrayList<>();
    long timeMs = 1_700_000_000_000L;
    for (int i = 0; i < sittings; i++) {
      timeMs += random.nextInt(4) == 0 ? random.nextInt(80_000_000) : random.nextInt(600_000);
      String title = Integer.toString(10_000 + random.nextInt(50_000));
      int runtime = 1200 + 600 * random.nextInt(10);
      double position = 0;
      events.add(event(Action.PLAY, title, timeMs, position, runtime, "top-picks", 3));
      for (int pauses = random.nextInt(3); pauses >= 0; pauses--) {
        int watched = 30 + random.nextInt(400);
        timeMs += watched * 1000L + random.nextInt(1000);
        position += watched;
        events.add(event(Action.PAUSE, title, timeMs, position, runtime, null, -1));
        timeMs += 5_000 + random.nextInt(60_000);
        events.add(event(Action.RESUME, title, timeMs, position, runtime, null, -1));
      }
      timeMs += 100_000 + random.nextInt(400_000);
      position += 100;
      events.add(event(Action.STOP, title, timeMs, position, runtime, null, -1));
    }
    return events;
  }

  static List<Token> tokens(Random random, int count) {
    List<Token> tokens = new ArrayList<>();
    Tokenizer tokenizer = new Tokenizer(WindowPolicy.DEFAULT);
    events(random, count).forEach(e -> tokenizer.accept(e, tokens));
    return tokens;
  }

  private static MemberEvent event(
      Action action,
      String title,
      long timeMs,
      double position,
      int runtime,
      String row,
      int rank) {
    return new MemberEvent(
        action,
        "m-1",
        timeMs,
        0,
        title,
        position,
        runtime,
        "television",
        "BR",
        "pt-BR",
        "America/Sao_Paulo",
        row,
        rank);
  }
}

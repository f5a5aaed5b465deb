package io.playhead.inference;

import io.playhead.window.Action;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random tokens and contexts. Test fixture. */
public final class TinyTokens {
  private static final String[] DEVICES = {"phone", "television", "tablet", null};
  private static final String[] COUNTRIES = {"US", "DE", "JP", null};

  private TinyTokens() {}

  /** {@code count} closed tokens over {@code titleIds}, in order of time. */
  public static List<Token> history(Random random, int count, List<String> titleIds) {
    List<Token> tokens = new ArrayList<>(count);
    long timeMs = 1_600_000_000_000L;
    for (int i = 0; i < count; i++) {
      long gapMs = random.nextInt(86_400_000);
      timeMs += gapMs;
      boolean complete = random.nextInt(3) == 0;
      int actions = Action.PLAY.bit() | (complete ? Action.COMPLETE : Action.STOP).bit();
      actions |= random.nextInt(10) == 0 ? Action.THUMBS_DOWN.bit() : 0;
      tokens.add(
          new Token(
              timeMs,
              DEVICES[random.nextInt(4)],
              COUNTRIES[random.nextInt(4)],
              random.nextBoolean() ? "en-US" : "de",
              random.nextInt(25) - 1,
              random.nextInt(8),
              i == 0 ? -1 : gapMs / 1000,
              titleIds.get(random.nextInt(titleIds.size())),
              timeMs + 60_000,
              random.nextInt(7200),
              complete ? 1 : random.nextFloat(),
              random.nextInt(3),
              0,
              actions,
              null,
              -1));
    }
    return tokens;
  }

  /** A context at the end of {@code tokens}. */
  public static RequestContext context(Random random, List<Token> tokens) {
    long timeMs = tokens.isEmpty() ? 1_600_000_000_000L : tokens.get(tokens.size() - 1).endedMs();
    return new RequestContext(
        timeMs,
        DEVICES[random.nextInt(4)],
        COUNTRIES[random.nextInt(4)],
        "en-US",
        random.nextInt(25) - 1,
        random.nextInt(8));
  }
}

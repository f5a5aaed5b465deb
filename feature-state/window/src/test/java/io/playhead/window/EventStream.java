package io.playhead.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Random but repeatable streams of one member's events, with ties, echoes, silences and feedback.
 */
final class EventStream {
  private static final Action[] ACTIONS = {
    Action.PLAY,
    Action.PLAY,
    Action.PLAY,
    Action.PAUSE,
    Action.RESUME,
    Action.SEEK,
    Action.STOP,
    Action.STOP,
    Action.COMPLETE,
    Action.THUMBS_UP,
    Action.THUMBS_DOWN,
    Action.MY_LIST_ADD,
    Action.MY_LIST_REMOVE,
    Action.NOT_INTERESTED,
    Action.IMPRESSION,
    Action.DEVICE
  };
  private static final String[] ZONES = {
    null, null, "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Nowhere/Land"
  };
  private static final String[] DEVICES = {null, null, "phone", "television", "Fridge"};
  private static final String[] PLACES = {null, null, "DE", "BR", "IN"};
  private static final String[] LOCALES = {null, "de-DE", "pt-BR", "hi"};
  private static final String[] AGE_LIMITS = {null, null, "12", null, "PG-13", "*"};
  private static final String[] ROWS = {null, null, "top-picks", "continue-watching"};

  private EventStream() {}

  /** Distinct events in the order of time, most within {@code stepMsMax} of the one before. */
  static List<MemberEvent> random(Random random, int count, int titleCount, long stepMsMax) {
    List<MemberEvent> events = new ArrayList<>();
    long timeMs = 1_700_000_000_000L;
    while (events.size() < count) {
      long step = random.nextInt(10) == 0 ? 0 : (long) (random.nextDouble() * stepMsMax);
      timeMs += random.nextInt(40) == 0 ? 20 * stepMsMax : step;
      MemberEvent event = event(random, timeMs, titleCount);
      if (!events.contains(event)) {
        events.add(event);
      }
    }
    return events;
  }

  private static MemberEvent event(Random random, long timeMs, int titleCount) {
    Action action = ACTIONS[random.nextInt(ACTIONS.length)];
    boolean plays = action.ordinal() <= Action.COMPLETE.ordinal() && action != Action.DEVICE;
    int title = (int) Math.min(titleCount - 1, Math.abs(random.nextGaussian()) * titleCount / 3);
    return new MemberEvent(
        action,
        "m",
        timeMs,
        random.nextInt(3) == 0 ? random.nextInt(5) - 1 : 0,
        action == Action.DEVICE ? null : "title-" + title,
        plays && random.nextBoolean()
            ? random.nextBoolean() ? random.nextInt(6000) : random.nextDouble() * 6000
            : Double.NaN,
        plays && random.nextBoolean() ? 600 * (1 + title) : 0,
        pick(random, DEVICES),
        pick(random, PLACES),
        pick(random, LOCALES),
        pick(random, ZONES),
        AGE_LIMITS[(int) (timeMs % AGE_LIMITS.length)],
        action == Action.DEVICE ? null : pick(random, ROWS),
        random.nextInt(4) - 1);
  }

  private static String pick(Random random, String[] values) {
    return values[random.nextInt(values.length)];
  }

  /**
   * The same events as they might arrive, each less than {@code latenessMs} after its time, with
   * some of them twice.
   */
  static List<MemberEvent> arrivals(Random random, List<MemberEvent> events, long latenessMs) {
    record Arrival(double timeMs, MemberEvent event) {}
    List<Arrival> arrivals = new ArrayList<>();
    double share = random.nextDouble();
    for (MemberEvent event : events) {
      int copies = random.nextInt(10) == 0 ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        double delayMs = random.nextDouble() < share ? random.nextDouble() * latenessMs * 0.999 : 0;
        arrivals.add(new Arrival(event.eventTimeMs() + delayMs, event));
      }
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::timeMs));
    return arrivals.stream().map(Arrival::event).toList();
  }
}

package io.playhead.stream;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Members with a few evenings each, a catalogue and a model: the same for the same seed. */
final class Scenario {
  static final int TITLES = 120;

  private static final PlaybackAction[] LATER = {
    PlaybackAction.PAUSE,
    PlaybackAction.RESUME,
    PlaybackAction.SEEK,
    PlaybackAction.STOP,
    PlaybackAction.COMPLETE
  };
  private static final String[] DEVICES = {"phone", "television", "tablet"};
  private static final String[] COUNTRIES = {"DE", "US", "JP"};

  final Records records = new Records();
  final List<RawRecord> control = new ArrayList<>();
  final List<RawRecord> events = new ArrayList<>();
  private final Random random;

  Scenario(long seed, Path bundle) {
    random = new Random(seed);
    List<Title> titles = TinyBundle.titles(TITLES);
    TinyBundle.DEFAULT.write(bundle, TinyBundle.ids(titles));
    titles.forEach(title -> control.add(records.title(title)));
    control.add(records.release(bundle, TinyBundle.DEFAULT.modelId(), 0));
  }

  /** Adds events of that many members, {@code perMember} each, interleaved by time. */
  Scenario live(int members, int perMember) {
    long timeMs = Records.T0;
    String[] watching = new String[members];
    for (int i = 0; i < members * perMember; i++) {
      timeMs += 1_000 + random.nextInt(4_000);
      int member = random.nextInt(members);
      events.add(event("m" + member, member, watching, timeMs));
    }
    return this;
  }

  private RawRecord event(String memberId, int member, String[] watching, long timeMs) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return records.device(
          memberId, DEVICES[random.nextInt(3)], COUNTRIES[random.nextInt(3)], timeMs);
    }
    if (kind == 1) {
      return records.feedback(memberId, title(), Feedback.THUMBS_UP, timeMs);
    }
    if (watching[member] == null || kind < 5) {
      watching[member] = title();
      return records.play(memberId, watching[member], PlaybackAction.PLAY, timeMs, 0);
    }
    PlaybackAction action = LATER[random.nextInt(LATER.length)];
    return records.play(memberId, watching[member], action, timeMs, random.nextInt(3_600));
  }

  private String title() {
    return "t%04d".formatted(random.nextInt(TITLES));
  }
}

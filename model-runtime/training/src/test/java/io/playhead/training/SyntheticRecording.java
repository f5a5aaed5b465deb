package io.playhead.training;

import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordingWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Members who watch one genre's titles round and round, with some noise: the next title follows
 * from the last, and popularity knows nothing of it.
 */
final class SyntheticRecording {
  static final int GENRES = 4;
  static final int TITLES_PER_GENRE = 10;
  private static final long START_MS = 1_700_000_000_000L;
  private static final long MINUTE_MS = 60_000;
  private static final double NOISE = 0.1;

  private final List<PlaybackEvent> events = new ArrayList<>();
  private final Random random;

  SyntheticRecording(long seed) {
    random = new Random(seed);
  }

  static SyntheticRecording cyclic(int members, int tokens, long seed) {
    SyntheticRecording recording = new SyntheticRecording(seed);
    for (int member = 0; member < members; member++) {
      recording.addMember("member-" + member, member % GENRES, tokens);
    }
    return recording;
  }

  void addMember(String memberId, int genre, int tokens) {
    int at = random.nextInt(TITLES_PER_GENRE);
    for (int i = 0; i < tokens; i++) {
      at = (at + 1) % TITLES_PER_GENRE;
      boolean isNoise = random.nextDouble() < NOISE;
      int watched = isNoise ? random.nextInt(TITLES_PER_GENRE) : at;
      play(memberId, title(genre, watched), i);
    }
  }

  /** The member plays the title in the given hour. */
  void play(String memberId, String titleId, int hour) {
    long timeMs = START_MS + hour * 60 * MINUTE_MS;
    add(memberId, titleId, timeMs, PlaybackAction.PLAY, 0);
    add(memberId, titleId, timeMs + 20 * MINUTE_MS, PlaybackAction.STOP, 1200);
  }

  private void add(
      String memberId, String titleId, long timeMs, PlaybackAction action, double position) {
    events.add(
        PlaybackEvent.newBuilder()
            .setMemberId(memberId)
            .setTitleId(titleId)
            .setEventTimeMs(timeMs)
            .setAction(action)
            .setPositionSeconds(position)
            .setRuntimeSeconds(1240) // finished, or playing a title again would go on with it
            .setDeviceType(random.nextBoolean() ? "phone" : "television")
            .setCountry("BR")
            .setLocale("pt-BR")
            .setTimeZone("America/Sao_Paulo")
            .build());
  }

  List<PlaybackEvent> events() {
    return events;
  }

  static String title(int genre, int number) {
    return "title-" + genre + "-" + number;
  }

  static List<Title> titles() {
    List<Title> titles = new ArrayList<>();
    for (int genre = 0; genre < GENRES; genre++) {
      for (int number = 0; number < TITLES_PER_GENRE; number++) {
        titles.add(
            Title.newBuilder()
                .setTitleId(title(genre, number))
                .setKind("movie")
                .setName("Part " + number + " of saga " + genre)
                .setGenres(List.of("genre " + genre))
                .setReleaseEpochDay(19_000 + number)
                .build());
      }
    }
    return titles;
  }

  Path write(Path folder) {
    try (RecordingWriter writer = RecordingWriter.create(folder)) {
      events.forEach(writer::write);
      titles().forEach(writer::write);
    }
    return folder;
  }
}

package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import io.playhead.schemas.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 4 to the byte: a replay makes one list for each event, the same in whatever way it runs. */
class ReplayGivesTheSameBytesTest {
  private static final int MEMBERS = 9;
  private static final int EVENTS = 1_500;

  @TempDir Path folder;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void atAnyParallelismAndInAnyBatches() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ReplayGivesTheSameBytesTest seed " + seed);
    Path bundle = folder.resolve("bundle");
    TinyBundle.DEFAULT.write(bundle, TinyBundle.ids(TinyBundle.titles(200)));
    ReplayInput input = ReplayInput.of(record(seed), release(bundle));

    Map<String, String> one = lists(run("one", input, 1, 64, 64));
    Map<String, String> two = lists(run("two", input, 2, 7, 64));
    Map<String, String> four = lists(run("four", input, 4, 1, 4)); // few members fit its cache

    assertThat(one).hasSize(EVENTS);
    assertThat(two).isEqualTo(one);
    assertThat(four).isEqualTo(one);
  }

  private Path run(String name, ReplayInput input, int parallelism, int batchRows, int cacheMb)
      throws RunFailure {
    Path out = folder.resolve(name);
    ReplayJob.run(
        new ReplayJobOptions(
            input,
            EVENTS,
            out,
            false,
            parallelism,
            batchRows,
            5,
            cacheMb,
            500,
            600_000,
            ServingPolicy.DEFAULT),
        events -> {});
    return out.resolve(ReplayJob.LISTS_FOLDER).resolve(Topics.RECOMMENDATIONS);
  }

  /** By member and revision, the list without what the clock says. */
  private static Map<String, String> lists(Path parts) throws IOException {
    Map<String, String> lists = new TreeMap<>();
    try (Stream<Path> files = Files.walk(parts)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".avro")).toList()) {
        try (DataFileReader<Recommendation> in =
            new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(Recommendation.class))) {
          for (Recommendation list : in) {
            list.setMadeAtMs(0);
            list.setTimings(new Timings(0L, 0L, 0L));
            String key = list.getMemberId() + " " + list.getRevision();
            String bytes = HexFormat.of().formatHex(AvroBytes.encode(list));
            assertThat(lists.put(key, bytes)).as("a second list " + key).isNull();
          }
        }
      }
    }
    return lists;
  }

  private static byte[] release(Path bundle) {
    RawRecord raw = new Records().release(bundle, TinyBundle.DEFAULT.modelId(), 0);
    return java.util.Arrays.copyOfRange(raw.value(), 5, raw.value().length);
  }

  private Path record(long seed) {
    Random random = new Random(seed);
    Path recording = folder.resolve("recording");
    List<String> titleIds = TinyBundle.ids(TinyBundle.titles(200));
    long timeMs = Records.T0;
    try (RecordingWriter writer = RecordingWriter.create(recording)) {
      TinyBundle.titles(200).forEach(writer::write);
      for (int i = 0; i < EVENTS; i++) {
        timeMs += random.nextInt(40_000);
        String memberId = "m" + (random.nextInt(3) == 0 ? 0 : random.nextInt(MEMBERS));
        String titleId = titleIds.get(random.nextInt(titleIds.size()));
        long atMs = timeMs - (random.nextInt(10) == 0 ? random.nextInt(300_000) : 0);
        switch (random.nextInt(8)) {
          case 0 ->
              writer.write(
                  DeviceEvent.newBuilder()
                      .setMemberId(memberId)
                      .setEventTimeMs(atMs)
                      .setSequence((long) i)
                      .setState(io.playhead.schemas.DeviceState.FOREGROUND)
                      .setDeviceType(random.nextBoolean() ? "phone" : "television")
                      .build());
          case 1 ->
              writer.write(
                  FeedbackEvent.newBuilder()
                      .setMemberId(memberId)
                      .setTitleId(titleId)
                      .setEventTimeMs(atMs)
                      .setSequence((long) i)
                      .setFeedback(io.playhead.schemas.Feedback.THUMBS_UP)
                      .build());
          default ->
              writer.write(
                  PlaybackEvent.newBuilder()
                      .setMemberId(memberId)
                      .setTitleId(titleId)
                      .setEventTimeMs(atMs)
                      .setSequence((long) i)
                      .setAction(random.nextBoolean() ? PlaybackAction.PLAY : PlaybackAction.STOP)
                      .setPositionSeconds(60.0)
                      .setRuntimeSeconds(3_600)
                      .build());
        }
      }
    }
    return recording;
  }
}

package io.playhead.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that a kill has cut off is gone on with, and nothing tells it from one that ran. */
class UnfinishedRecordingTest {
  private static final int RECORDS = 2_000;
  private static final int CHECKPOINT_RECORDS = 150;

  @TempDir private Path temp;

  @Test
  void isTheSameAfterAnyNumberOfKills() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("UnfinishedRecordingTest seed " + seed);
    Random random = new Random(seed);
    List<Recorded.One> all = Recorded.draw(seed, RECORDS);
    Path whole = temp.resolve("whole");
    RecordingWriter uninterrupted = RecordingWriter.createWithArrivals(whole);
    uninterrupted.checkpoint(IntNode.valueOf(0));
    go(uninterrupted, all, 0, RECORDS);
    uninterrupted.close();

    for (int round = 0; round < 12; round++) {
      Path cut = temp.resolve("cut-" + round);
      RecordingWriter writer = RecordingWriter.createWithArrivals(cut);
      writer.checkpoint(IntNode.valueOf(0));
      int at = go(writer, all, 0, random.nextInt(RECORDS));
      while (at < RECORDS) {
        writer.discard();
        tear(cut, random);
        UnfinishedRecording unfinished = UnfinishedRecording.read(cut);
        writer = RecordingWriter.resume(cut, unfinished);
        int from = unfinished.source().intValue();
        at = go(writer, all, from, from + random.nextInt(RECORDS));
      }
      writer.close();

      assertThat(Recording.open(cut).sha256())
          .as("seed %d round %d", seed, round)
          .isEqualTo(Recording.open(whole).sha256());
      assertThat(cut.resolve("unfinished.json")).doesNotExist();
    }
  }

  /** Writes the records up to that place, with the checkpoints on the way. */
  private static int go(RecordingWriter writer, List<Recorded.One> all, int from, int to) {
    int end = Math.min(to, all.size());
    for (int i = from; i < end; i++) {
      all.get(i).writeTo(writer);
      if ((i + 1) % CHECKPOINT_RECORDS == 0) {
        writer.checkpoint(IntNode.valueOf(i + 1));
      }
    }
    return end;
  }

  /** What a kill leaves behind the checkpoint: any part of it, or other bytes. */
  private static void tear(Path folder, Random random) throws IOException {
    for (var part : UnfinishedRecording.read(folder).files().entrySet()) {
      try (FileChannel file =
          FileChannel.open(folder.resolve(part.getKey()), StandardOpenOption.WRITE)) {
        long beyond = file.size() - part.getValue().bytes();
        file.truncate(part.getValue().bytes() + random.nextLong(beyond + 1));
      }
      if (random.nextBoolean()) {
        byte[] other = new byte[random.nextInt(100)];
        random.nextBytes(other);
        Files.write(folder.resolve(part.getKey()), other, StandardOpenOption.APPEND);
      }
    }
  }

  @Test
  void isNoRecordingUntilItIsFinished() {
    RecordingWriter writer = RecordingWriter.createWithArrivals(temp);
    writer.checkpoint(IntNode.valueOf(7));

    assertThat(UnfinishedRecording.isIn(temp)).isTrue();
    assertThat(UnfinishedRecording.read(temp).source().intValue()).isEqualTo(7);
    assertThatThrownBy(() -> Recording.open(temp)).hasMessageContaining("it has no manifest.json");
    writer.close();
    assertThat(UnfinishedRecording.isIn(temp)).isFalse();
    assertThatThrownBy(() -> UnfinishedRecording.read(temp))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("holds a finished recording");
  }

  @Test
  void leavesNothingWhenItIsDeleted() throws IOException {
    RecordingWriter writer = RecordingWriter.createWithArrivals(temp);
    writer.checkpoint(IntNode.valueOf(7));

    writer.delete();

    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void saysWhatCannotBeGoneOnWith() throws IOException {
    assertThatThrownBy(() -> UnfinishedRecording.read(temp))
        .hasMessageContaining("has no unfinished.json");
    RecordingWriter writer = RecordingWriter.createWithArrivals(temp);
    go(writer, Recorded.draw(3, 50), 0, 50);
    writer.checkpoint(IntNode.valueOf(50));
    writer.discard();
    UnfinishedRecording unfinished = UnfinishedRecording.read(temp);
    Path file = temp.resolve("titles.avro");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file) - 1);
    }
    assertThatThrownBy(() -> RecordingWriter.resume(temp, unfinished))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("titles.avro is missing or has fewer than the");
    Files.writeString(temp.resolve("unfinished.json"), "{\"formatVersion\": 1}");

    assertThatThrownBy(() -> UnfinishedRecording.read(temp))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("unfinished.json cannot be read");
  }
}

package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files count as left behind, and when they go; with real jobs: the test beside this one. */
class OrphanedCheckpointsTest {
  private static final String OLD = "a".repeat(32);
  private static final String OTHER = "b".repeat(32);
  private static final String NEW = "c".repeat(32);

  @TempDir private Path checkpoints;

  private final String needed = UUID.randomUUID().toString();
  private Path restored;
  private Path before;
  private Path begun;
  private Path neededFile;
  private Path uselessFile;

  @BeforeEach
  void killedJob() throws IOException {
    neededFile = file(OLD + "/shared/" + needed);
    uselessFile = file(OLD + "/shared/" + UUID.randomUUID());
    before = checkpoint(OLD, 7, 1_000, needed, uselessFile.getFileName().toString());
    file(OLD + "/chk-7/" + UUID.randomUUID());
    restored = checkpoint(OLD, 8, 2_000, needed);
    begun = file(OLD + "/chk-9/._metadata.inprogress." + UUID.randomUUID());
  }

  @Test
  void deletesWhatNobodyNeedsOnceTheNewJobHasTwoCheckpoints() throws IOException {
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(restored, checkpoints);
    assertThat(orphans.deleteOnceReplaced()).as("there is no new job yet").isEmpty();
    checkpoint(NEW, 9, 3_000, needed);
    assertThat(orphans.deleteOnceReplaced()).as("it has one").isEmpty();
    checkpoint(NEW, 10, 4_000, needed);
    assertThat(orphans.deleteOnceReplaced()).as("the one it went on from stands").isEmpty();
    assertThat(before.resolve("_metadata")).exists();
    deleteRestored();

    assertThat(orphans.deleteOnceReplaced()).hasValueSatisfying(isDeleted(4));

    assertThat(orphans.isPending()).isFalse();
    assertThat(before).doesNotExist();
    assertThat(begun.getParent()).doesNotExist();
    assertThat(uselessFile).doesNotExist();
    assertThat(neededFile).exists();
  }

  @Test
  void leavesNoEmptyFolders() throws IOException {
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(restored, checkpoints);
    replace();
    Files.delete(neededFile); // by the new job

    orphans.deleteOnceReplaced();

    assertThat(checkpoints.resolve(OLD)).doesNotExist();
  }

  @Test
  void deletesWhatASavepointOutdates() throws IOException {
    Path savepoint = checkpoints.resolveSibling("savepoint-" + UUID.randomUUID());
    write(savepoint, 9, 2_500, "");
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(savepoint, checkpoints);
    checkpoint(NEW, 10, 3_000, "");
    checkpoint(NEW, 11, 4_000, "");

    assertThat(orphans.deleteOnceReplaced()).hasValueSatisfying(isDeleted(6));

    assertThat(checkpoints.resolve(OLD)).doesNotExist();
    assertThat(savepoint.resolve("_metadata")).exists();
  }

  @Test
  void leavesALineOfCheckpointsThatIsFurtherOn() throws IOException {
    Path further = checkpoint(OTHER, 5_000, 500, uselessFile.getFileName().toString());
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(restored, checkpoints);
    replace();

    orphans.deleteOnceReplaced();

    assertThat(further.resolve("_metadata")).exists();
    assertThat(uselessFile).as("the other line needs it").exists();
    assertThat(before).doesNotExist();
  }

  @Test
  void leavesWhatIsNewerThanTheOneThatAPersonChose() throws IOException {
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(before, checkpoints);
    checkpoint(NEW, 8, 3_000, needed);
    checkpoint(NEW, 9, 4_000, needed);
    Files.delete(before.resolve("_metadata"));

    assertThat(orphans.deleteOnceReplaced()).isEmpty();

    assertThat(restored.resolve("_metadata")).exists();
    assertThat(uselessFile).exists();
  }

  @Test
  void leavesWhatNoJobMade() throws IOException {
    Path copy = file("copy/chk-1/" + UUID.randomUUID());
    Path note = file(OLD + "/note.txt");
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(restored, checkpoints);
    replace();

    orphans.deleteOnceReplaced();

    assertThat(copy).exists();
    assertThat(note).exists();
    assertThat(before).doesNotExist();
  }

  @Test
  void deletesNothingWhileAnotherJobWritesThere() throws IOException {
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(restored, checkpoints);
    file(OLD + "/shared/" + UUID.randomUUID());
    replace();

    assertThat(orphans.deleteOnceReplaced())
        .hasValueSatisfying(said -> assertThat(said).contains(OLD).contains("--state-dir"));

    assertThat(before.resolve("_metadata")).exists();
  }

  @Test
  void deletesNothingWhereItCannotRead() throws IOException {
    Files.writeString(before.resolve("_metadata"), "no metadata");
    OrphanedCheckpoints orphans = OrphanedCheckpoints.behind(restored, checkpoints);
    replace();

    assertThat(orphans.deleteOnceReplaced())
        .hasValueSatisfying(said -> assertThat(said).startsWith("warning: ").contains("stay"));

    assertThat(orphans.isPending()).isFalse();
    assertThat(uselessFile).exists();
  }

  private static Consumer<String> isDeleted(int files) {
    return said ->
        assertThat(said)
            .isEqualTo("deleted: " + files + " files of checkpoints that earlier jobs left");
  }

  private void replace() throws IOException {
    checkpoint(NEW, 9, 3_000, needed);
    checkpoint(NEW, 10, 4_000, needed);
    deleteRestored();
  }

  private void deleteRestored() throws IOException {
    Files.delete(restored.resolve("_metadata"));
    Files.delete(restored);
  }

  private Path file(String name) throws IOException {
    Path file = checkpoints.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "state");
  }

  private Path checkpoint(String job, long number, long writtenMs, String... names)
      throws IOException {
    Path folder = checkpoints.resolve(job).resolve("chk-" + number);
    write(folder, number, writtenMs, String.join(" ", names));
    return folder;
  }

  /** Real metadata of no operators; what comes after it is not looked at by Flink. */
  private static void write(Path folder, long number, long writtenMs, String names)
      throws IOException {
    Path metadata = Files.createDirectories(folder).resolve("_metadata");
    try (OutputStream out = Files.newOutputStream(metadata)) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(number, List.of(), List.of()), out);
      out.write(names.getBytes(StandardCharsets.ISO_8859_1));
    }
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenMs));
  }
}

package io.playhead.deploy.doctor;

import io.playhead.deploy.local.SavedFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Checkpoints are made, and there is room for more. */
final class StateCheck implements Check {
  private static final String METADATA = "_metadata";

  /** As long as one may take; the interval is ten seconds by default. */
  private static final Duration AGE_MAX = Duration.ofMinutes(10);

  private static final long FREE_BYTES_MIN = 1L << 30;

  @Override
  public String name() {
    return "state";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    Path folder = system.options().stateDir();
    try {
      List<Path> saved = SavedFolders.below(folder.resolve("checkpoints"));
      if (saved.isEmpty()) {
        return findings
            .wrong(
                folder + " holds no complete checkpoint: a restart would read everything again",
                "see that the job runs with this --state-dir; its log says why checkpoints fail")
            .all();
      }
      Instant newest = saved.stream().map(StateCheck::written).max(Instant::compareTo).get();
      Duration age = Duration.between(newest, Instant.now());
      if (age.compareTo(AGE_MAX) > 0) {
        findings.wrong(
            "the newest checkpoint is from " + newest + ", " + age.toMinutes() + " min ago",
            "see that the job runs; its log says why checkpoints fail");
      }
      long bytes = bytes(folder);
      long freeBytes = store(folder).getUsableSpace();
      if (freeBytes < Math.max(FREE_BYTES_MIN, 2 * bytes)) {
        findings.warn(
            String.format(
                "%s has %,d MB free and the state takes %,d MB",
                folder, freeBytes >> 20, bytes >> 20),
            "make room: compaction takes as much again as the state has");
      }
      return findings.or(
          String.format(
              "%d checkpoints, the newest %d s old; the folder takes %,d MB, %,d MB are free",
              saved.size(), age.toSeconds(), bytes >> 20, freeBytes >> 20));
    } catch (IOException | UncheckedIOException e) {
      return findings
          .unseen(folder + " cannot be read: " + e.getMessage(), "run this where the job's disk is")
          .all();
    }
  }

  private static FileStore store(Path folder) throws IOException {
    return Files.getFileStore(folder);
  }

  private static Instant written(Path saved) {
    try {
      return Files.getLastModifiedTime(saved.resolve(METADATA)).toInstant();
    } catch (IOException e) {
      return FileTime.fromMillis(0).toInstant(); // replaced meanwhile, by a newer one
    }
  }

  /** A running job deletes files while they are counted. */
  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.isRegularFile(file) ? size(file) : 0;
      }
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
    }
    return bytes;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}

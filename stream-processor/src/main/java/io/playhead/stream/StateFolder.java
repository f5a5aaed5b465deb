package io.playhead.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a job's state on this machine, while it is this job's alone: two jobs in one folder
 * would delete each other's checkpoints. What RocksDB had there belongs to nobody any more: state
 * is restored from a checkpoint, and what a killed process left would be a copy of all members that
 * nobody deletes, those who are forgotten later among them.
 */
final class StateFolder {
  private static final String LOCK = "lock";
  private static final String ROCKSDB = "rocksdb";

  private final FileChannel channel;

  private StateFolder(FileChannel channel) {
    this.channel = channel;
  }

  /** Where RocksDB keeps what is not yet in a checkpoint. */
  static Path rocksDb(Path stateDir) {
    return stateDir.resolve(ROCKSDB);
  }

  /**
   * Makes it if it is missing, and takes it until it is closed or this process ends, however that
   * comes.
   *
   * @throws RunFailure it cannot be made, or another job has it
   */
  static StateFolder take(Path stateDir) throws RunFailure {
    try {
      Files.createDirectories(stateDir);
      FileChannel channel =
          FileChannel.open(
              stateDir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw RunFailure.badInput(
            "--state-dir="
                + stateDir
                + " is that of another job that runs: stop it, or give this one a folder of its"
                + " own");
      }
      delete(rocksDb(stateDir));
      return new StateFolder(channel);
    } catch (IOException e) {
      throw RunFailure.badInput("--state-dir=" + stateDir + " cannot be used: " + e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // a job of this process
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }

  /** Lets go of it; what is in it stays. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

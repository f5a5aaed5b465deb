package io.playhead.deploy.chaos;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder on a file system of its own with a bound, so that it can be full for whoever writes
 * there, with the operating system's own error, and for nobody else. A tmpfs: mounting needs root,
 * or a user namespace ({@code unshare --map-root-user --mount}). One thread.
 */
final class LimitedDisk implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  private final Path folder;
  private final Path ballast;

  private LimitedDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Mounts one at {@code folder}; empty: this process may not. */
  static Optional<LimitedDisk> mount(Path folder, int sizeMb) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CommandFailure.badInput(folder + " cannot be made: " + e.getMessage(), e);
    }
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + sizeMb + "m", "tmpfs", folder.toString());
    return mounted ? Optional.of(new LimitedDisk(folder)) : Optional.empty();
  }

  /** Takes every byte that is left. */
  void fill() {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      // Full, which is what was wanted.
    }
  }

  /** Gives them back. */
  void free() {
    try {
      Files.deleteIfExists(ballast);
    } catch (IOException e) {
      throw CommandFailure.other(ballast + " cannot be removed: " + e.getMessage(), e);
    }
  }

  /** Unmounts it; what was in it is gone. */
  @Override
  public void close() {
    if (!run("umount", folder.toString())) {
      run("umount", "--lazy", folder.toString()); // somebody still has a file open
    }
  }

  private static boolean run(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package io.playhead.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at local mode's job from outside: memory, threads, open files and state. Sizes of state
 * move with compaction, so those of the last minute count. One thread.
 */
final class JobProbe {
  private static final int SIZES = 12;
  private static final long PAUSE_NS = 5_000_000_000L;

  private final BenchJob job;
  private final DayTopics topics;
  private final int members;
  private final Deque<Long> rocksDbBytes = new ArrayDeque<>();
  private long lookedNs = System.nanoTime() - PAUSE_NS;
  private long topicBytesMax;
  private long stateBytesMax;

  JobProbe(BenchJob job, DayTopics topics, int members) {
    this.job = job;
    this.topics = topics;
    this.members = members;
  }

  /** Looks at the disk, unless it was looked at a moment ago. */
  void look() {
    if (System.nanoTime() - lookedNs < PAUSE_NS && !rocksDbBytes.isEmpty()) {
      return;
    }
    lookedNs = System.nanoTime();
    Path state = job.local.folder().resolve("state");
    rocksDbBytes.addLast(bytes(state.resolve("rocksdb")));
    if (rocksDbBytes.size() > SIZES) {
      rocksDbBytes.removeFirst();
    }
    stateBytesMax = Math.max(stateBytesMax, bytes(state));
    topicBytesMax = Math.max(topicBytesMax, topics.bytes());
  }

  /** A sample, with a full collection; some seconds. */
  JobSample sample(long sentToWindows) {
    look();
    long pid = job.local.job().pid();
    ProcessMemory memory = ProcessMemory.of(pid);
    long atNs = System.nanoTime();
    long threads = ProcText.field(status(pid), "Threads");
    long handles = handles(pid);
    job.rest.refresh();
    long events = (long) job.rest.known("window.events");
    return new JobSample(
        atNs,
        events,
        sentToWindows - events,
        (long) job.rest.known("list.lane.serving.made"),
        (long) job.rest.known("list.cacheHits"),
        (long) job.rest.known("list.cacheEvictions"),
        (long) job.rest.known("list.cacheMembers"),
        job.rest.known("list.cacheBytes") / (1 << 20),
        memory.oldMb(),
        memory.nativeMb(),
        job.rest.processSum("Status.JVM.Memory.Direct.MemoryUsed") / (1 << 20),
        memory.residentMb(),
        threads,
        handles,
        job.rest.known("rocksdb_estimate-live-data-size") / members,
        perMember(checkpoints()),
        perMember(List.copyOf(rocksDbBytes)));
  }

  /** Most bytes that the topics had. */
  long topicBytesMax() {
    return topicBytesMax;
  }

  /** Most bytes that state and checkpoints had. */
  long stateBytesMax() {
    return stateBytesMax;
  }

  /** All state in each of those checkpoints that Flink remembers. */
  private List<Long> checkpoints() {
    List<Long> bytes = new ArrayList<>();
    for (JsonNode checkpoint : job.rest.checkpoints().path("history")) {
      if (checkpoint.path("status").asText().equals("COMPLETED")) {
        bytes.add(checkpoint.path("state_size").asLong());
      }
    }
    if (bytes.isEmpty()) {
      throw CommandFailure.other("the job has completed no checkpoint: see its log");
    }
    return bytes;
  }

  private Spread perMember(List<Long> bytes) {
    return Spread.of(bytes.stream().mapToDouble(size -> (double) size / members).toArray());
  }

  private static String status(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    } catch (IOException e) {
      return ""; // not Linux
    }
  }

  private static long handles(long pid) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.count();
    } catch (IOException e) {
      return 0; // not Linux
    }
  }

  /** Of a folder in which files come and go meanwhile. */
  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(JobProbe::bytesOf).sum();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException | UncheckedIOException e) {
      throw CommandFailure.other(folder + " cannot be read: " + e, e);
    }
  }

  private static long bytesOf(Path file) {
    if (Files.isDirectory(file)) {
      return bytes(file);
    }
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // gone
    }
  }
}

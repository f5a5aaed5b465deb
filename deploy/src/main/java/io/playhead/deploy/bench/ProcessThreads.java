package io.playhead.deploy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Processor time of a job's process by what its threads do, as Linux counts it; elsewhere nothing
 * is known. Stateless.
 */
public final class ProcessThreads {
  /** Linux counts in hundredths of a second, whatever the kernel's own tick. */
  private static final long TICK_NS = 10_000_000;

  /** Fields of /proc/PID/task/TID/stat behind the name, from 0: state is 0, user time 11. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  private ProcessThreads() {}

  /** What a thread does. Names of threads are cut to 15 characters. */
  enum Work {
    KAFKA_IN("Kafka to records", "Source Data Fet"),
    DECODE("records to events, and to their member", "Source: event: "),
    PAGE("events to lists", "list: "),
    KAFKA_OUT("records to Kafka", "kafka-producer-"),
    COLLECTION("garbage collection", "VM Thread", "GC Thread"),
    COMPILER("compiling", "C1 Compiler", "C2 Compiler", "C1 CompilerThre", "C2 CompilerThre"),
    ROCKSDB("RocksDB's flushes and compactions", "rocksdb:"),
    OTHER("checkpoints, timers, metrics, the rest", "");

    private final String label;
    private final String[] prefixes;

    Work(String label, String... prefixes) {
      this.label = label;
      this.prefixes = prefixes;
    }

    String label() {
      return label;
    }

    static Work of(String threadName) {
      for (Work work : values()) {
        for (String prefix : work.prefixes) {
          if (threadName.startsWith(prefix)) {
            return work;
          }
        }
      }
      return OTHER;
    }
  }

  /** Nanoseconds so far that the process has compiled for; 0 where the system does not say. */
  public static long compilerNs(long pid) {
    return cpuNs(pid).getOrDefault(Work.COMPILER, 0L);
  }

  /** Nanoseconds so far of all live threads, by their work; empty where the system does not say. */
  static Map<Work, Long> cpuNs(long pid) {
    Map<Work, Long> ns = new EnumMap<>(Work.class);
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(tasks)) {
      return ns;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        add(thread.resolve("stat"), ns);
      }
    } catch (IOException e) {
      return new EnumMap<>(Work.class); // the process has ended
    }
    return ns;
  }

  private static void add(Path stat, Map<Work, Long> ns) {
    String line;
    try {
      line = Files.readString(stat, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return; // this thread has ended
    }
    int nameEnd = line.lastIndexOf(')'); // a name may hold anything, parentheses too
    String name = line.substring(line.indexOf('(') + 1, nameEnd);
    String[] fields = line.substring(nameEnd + 2).split(" ");
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    ns.merge(Work.of(name), ticks * TICK_NS, Long::sum);
  }
}

package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.cluster.FlinkCluster;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.PageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Kills one task manager after the other and waits each time until lists are fresh: members all
 * over the subtasks do something right after the kill, and the last of their lists counts, as one
 * list alone would only say that some subtask was still alive. One thread, but for the clock of
 * what Flink says.
 */
final class Kills {
  static final int PROBES = 16;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration ASK_FLINK_EVERY = Duration.ofMillis(50);

  /** Checkpoints and caches are those of a job that has run for a while. */
  private static final Duration STEADY = Duration.ofSeconds(12);

  private final FlinkCluster cluster;
  private final PageReader reader;
  private final SteadySender sender;
  private final long history;
  private final Map<String, Long> waitedFor = new HashMap<>(); // revision before the kill
  private long killedMs;
  private long firstMs;
  private long lastMs;
  private int round;

  /**
   * @param history events before those of {@code sender}
   */
  Kills(FlinkCluster cluster, PageReader reader, SteadySender sender, long history) {
    this.cluster = cluster;
    this.reader = reader;
    this.sender = sender;
    this.history = history;
  }

  /** Kills the next task manager that tasks run on; returns when all that was sent is in lists. */
  Recovery kill() {
    Await.until(STEADY, () -> settled(reader) < 0); // lists are read as they come
    caughtUp();
    int victim = victim();
    List<String> probes = probes();
    waitedFor.clear();
    probes.forEach(memberId -> waitedFor.put(memberId, reader.revision(memberId)));
    killedMs = System.currentTimeMillis();
    cluster.taskManager(victim).kill();
    sender.alsoSend(probes);
    CompletableFuture<long[]> flink = CompletableFuture.supplyAsync(this::whatFlinkSays);
    firstMs = 0;
    if (!Await.until(LIMIT, this::areFresh)) {
      throw CommandFailure.other(
          "%d of %d members had no fresh list %d min after the kill of task manager %d"
              .formatted(waitedFor.size(), PROBES, LIMIT.toMinutes(), victim));
    }
    caughtUp();
    long caughtUpMs = System.currentTimeMillis();
    long[] said = flink.join();
    return new Recovery(
        since(said[0]), since(said[1]), since(firstMs), since(lastMs), since(caughtUpMs));
  }

  private double since(long atMs) {
    return (atMs - killedMs) / 1e3;
  }

  /** Task managers that stand by are left alone, and the others take turns. */
  private int victim() {
    List<String> busy = new ArrayList<>(cluster.rest().busyTaskManagers());
    if (busy.isEmpty()) {
      throw CommandFailure.other("no task manager has a task");
    }
    String name = busy.get(round++ % busy.size());
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  /** Others each time, who are in state and in nobody's cache. */
  private List<String> probes() {
    List<String> probes = new ArrayList<>();
    for (int probe = 0; probe < PROBES; probe++) {
      probes.add(MadeUpEvents.memberId((round * PROBES + probe) % reader.membersWithPage().size()));
    }
    return probes;
  }

  private boolean areFresh() {
    settled(reader);
    boolean some =
        waitedFor.entrySet().removeIf(probe -> reader.revision(probe.getKey()) > probe.getValue());
    if (some) {
      lastMs = System.currentTimeMillis();
      firstMs = firstMs == 0 ? lastMs : firstMs;
    }
    return waitedFor.isEmpty();
  }

  private void caughtUp() {
    long sent = history + sender.sent();
    if (!Await.until(LIMIT, () -> settled(reader) >= sent)) {
      throw CommandFailure.other(
          "lists of %,d events did not come within %d min"
              .formatted(sent - settled(reader), LIMIT.toMinutes()));
    }
  }

  /** When not all tasks ran any more, and when they did again; ms. */
  private long[] whatFlinkSays() {
    long[] said = new long[2];
    Await.until(LIMIT, () -> !runs());
    said[0] = System.currentTimeMillis();
    Await.until(LIMIT, this::runs);
    said[1] = System.currentTimeMillis();
    return said;
  }

  private boolean runs() {
    Await.until(ASK_FLINK_EVERY, () -> false);
    return cluster.rest().runningJob().isPresent();
  }

  /** Events that are in a list or were rejected, after reading what has come. */
  static long settled(PageReader reader) {
    reader.poll(POLL);
    return reader.reflectedCount() + reader.rejectedEventCount();
  }
}

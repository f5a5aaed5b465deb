package io.playhead.deploy.bench;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.TopicWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends made-up events at a steady rate on a thread of its own, whatever becomes of the job, until
 * it is closed. Writer and events are its own meanwhile.
 */
final class SteadySender implements AutoCloseable {
  private static final long PAUSE_NS = 1_000_000;

  private final TopicWriter writer;
  private final MadeUpEvents events;
  private final double perSecond;
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "steady-sender");
  private volatile boolean stopped;
  private volatile long sent;
  private volatile RuntimeException failure;

  SteadySender(TopicWriter writer, MadeUpEvents events, double perSecond) {
    this.writer = writer;
    this.events = events;
    this.perSecond = perSecond;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long startNs = System.nanoTime();
    long steady = 0;
    long count = 0;
    try {
      while (!stopped) {
        for (String memberId = asked.poll(); memberId != null; memberId = asked.poll()) {
          writer.send(events.of(memberId));
          count++;
        }
        for (; steady < (System.nanoTime() - startNs) / 1e9 * perSecond; steady++) {
          writer.send(events.next());
          count++;
        }
        sent = count;
        LockSupport.parkNanos(PAUSE_NS);
      }
      writer.flush();
      sent = count;
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Each of these members does something at once, beside the steady rate; any thread. */
  void alsoSend(List<String> memberIds) {
    asked.addAll(memberIds);
  }

  /** Events sent so far; all of them once it is closed. */
  long sent() {
    return sent;
  }

  /** Returns when everything sent is on the broker. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while sending events", e);
    }
    if (failure != null) {
      throw failure;
    }
  }
}

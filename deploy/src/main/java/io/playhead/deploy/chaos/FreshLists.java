package io.playhead.deploy.chaos;

import io.playhead.deploy.local.Await;
import io.playhead.schemas.Recommendation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long nobody could have a fresh list: some members all over the subtasks do something right
 * after a kill, and the last of their lists counts. A list of one of them would only say that some
 * task was still alive. Any thread.
 */
final class FreshLists {
  private static final int MEMBERS = 16;

  private final AckedWriter writer;
  private final Encoding encoding;
  private final Map<String, Long> sentRevision = new HashMap<>();
  private final Map<String, Long> seenRevision = new HashMap<>();
  private final Map<String, String> modelIds = new HashMap<>();
  private long lastMs;

  FreshLists(AckedWriter writer, Encoding encoding) {
    this.writer = writer;
    this.encoding = encoding;
  }

  private static List<String> members() {
    List<String> members = new ArrayList<>();
    for (int member = 0; member < MEMBERS; member++) {
      members.add("probe-" + member);
    }
    return members;
  }

  /**
   * All of them do something.
   *
   * @param simulatedMs when, in the input's time
   */
  void ask(long simulatedMs) {
    for (String member : members()) {
      long revision;
      long atMs;
      synchronized (this) {
        revision = sentRevision.merge(member, 1L, Long::sum);
        lastMs = Math.max(lastMs + 1, simulatedMs);
        atMs = lastMs;
      }
      writer.send(encoding.event(Encoding.device(member, atMs, revision), InputEvent.Fate.COUNTS));
    }
  }

  /** A page was read. */
  synchronized void seen(Recommendation page) {
    if (sentRevision.containsKey(page.getMemberId())) {
      seenRevision.merge(page.getMemberId(), page.getRevision(), Math::max);
      modelIds.put(page.getMemberId(), page.getModelId());
    }
  }

  /** Whether every list reflects what was done last. */
  synchronized boolean areFresh() {
    return sentRevision.equals(seenRevision);
  }

  /** Whether all lists are of that model. */
  synchronized boolean areOf(String modelId) {
    return modelIds.size() == MEMBERS && modelIds.values().stream().allMatch(modelId::equals);
  }

  /** Waits for fresh lists; the seconds since {@code fromNs}; empty: not within the limit. */
  OptionalDouble await(long fromNs, Duration limit) {
    return Await.until(limit, this::areFresh)
        ? OptionalDouble.of((System.nanoTime() - fromNs) / 1e9)
        : OptionalDouble.empty();
  }
}

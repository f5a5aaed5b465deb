package io.playhead.deploy.chaos;

import io.playhead.schemas.Recommendation;
import io.playhead.subscriber.PageListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A home-page service that reads along with the subscriber library and checks what it is promised:
 * no page is older than the one before it. Called on the subscriber's thread, read on any.
 */
final class RevisionWatch implements PageListener {
  private final Map<String, Long> newest = new HashMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private long delivered;
  private long wentBack;
  private long backAfterForgotten;
  private String example;

  @Override
  public synchronized void page(Recommendation page) {
    delivered++;
    Long before = newest.put(page.getMemberId(), page.getRevision());
    if (before != null && page.getRevision() < before) {
      wentBack++;
      example = page.getMemberId() + " had revision " + before + " and then " + page.getRevision();
    }
    if (forgotten.contains(page.getMemberId())) {
      backAfterForgotten++;
    }
  }

  @Override
  public synchronized void forgotten(String memberId) {
    forgotten.add(memberId);
    newest.remove(memberId);
  }

  /** Pages delivered. */
  synchronized long delivered() {
    return delivered;
  }

  /** Pages that were older than the one before them. */
  synchronized long wentBack() {
    return wentBack;
  }

  /** One of them, in words; null: there was none. */
  synchronized String example() {
    return example;
  }

  /** Pages of members who had been forgotten, as a job makes them again that was restored. */
  synchronized long backAfterForgotten() {
    return backAfterForgotten;
  }
}

package io.playhead.subscriber;

import io.playhead.schemas.Recommendation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The README's snippets, so that they compile. Run with {@code
 * -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas}.
 */
final class HomePageExample {
  private HomePageExample() {}

  /** Pages in a store that outlives the process: a group goes on where it was. */
  static void keepInAStore(String bootstrap, String registryUrl, PageListener listener)
      throws InterruptedException {
    try (PageSubscriber pages =
        PageSubscriber.to(bootstrap, registryUrl).group("my-home-page").start(listener)) {
      pages.await();
    }
  }

  /** Pages in memory: no group, so that each process has every page again when it starts. */
  static void keepInMemory(String bootstrap, String registryUrl) throws InterruptedException {
    Pages listener = new Pages();
    try (PageSubscriber pages = PageSubscriber.to(bootstrap, registryUrl).start(listener)) {
      if (pages.awaitCaughtUp(Duration.ofMinutes(1))) {
        System.out.println(listener.newest.size() + " members have a page");
      }
      pages.await();
    }
  }

  /** Whoever keeps pages keeps the rule, and forgets. */
  static final class Pages implements PageListener {
    final Map<String, Recommendation> newest = new ConcurrentHashMap<>();

    @Override
    public void page(Recommendation page) {
      newest.merge(
          page.getMemberId(), page, (old, now) -> RevisionRule.replaces(now, old) ? now : old);
    }

    @Override
    public void forgotten(String memberId) {
      newest.remove(memberId);
    }
  }
}

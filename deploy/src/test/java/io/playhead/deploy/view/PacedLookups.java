package io.playhead.deploy.view;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lookups at one instance, a few threads of them at an even pace, each held against the page that
 * only its member has. Test fixture.
 */
final class PacedLookups implements AutoCloseable {
  private static final int THREADS = 3;
  private static final long PAUSE_NS = 8_000_000; // 3 threads, some 300 a second
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final List<String> memberIds;
  private final Thread[] threads = new Thread[THREADS];
  private final AtomicInteger fresh = new AtomicInteger();
  private final AtomicInteger stale = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private final Map<String, Integer> failed = new ConcurrentSkipListMap<>();
  private volatile boolean stopped;

  private PacedLookups(String url, List<String> memberIds) {
    this.url = url;
    this.memberIds = memberIds;
  }

  static PacedLookups start(String url, List<String> memberIds) {
    PacedLookups lookups = new PacedLookups(url, memberIds);
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      lookups.threads[i] = new Thread(() -> lookups.run(random), "lookups-" + i);
      lookups.threads[i].start();
    }
    return lookups;
  }

  private void run(Random random) {
    while (!stopped) {
      String memberId = memberIds.get(random.nextInt(memberIds.size()));
      try {
        look(memberId);
      } catch (IOException e) {
        failed.merge(e.getClass().getSimpleName(), 1, Integer::sum);
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private void look(String memberId) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + home(memberId))).timeout(LIMIT).build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      failed.merge("" + response.statusCode(), 1, Integer::sum);
      return;
    }
    Answer answer = new Answer(200, response.headers(), response.body());
    if (!answer.json().get("memberId").textValue().equals(memberId)
        || !answer.titles("top-picks").equals(List.of(PageWriter.only(memberId)))) {
      wrong.incrementAndGet();
      failed.merge(new String(response.body(), StandardCharsets.UTF_8), 1, Integer::sum);
    } else if (answer.json().get("stale").booleanValue()) {
      stale.incrementAndGet();
    } else {
      fresh.incrementAndGet();
    }
  }

  private static String home(String memberId) {
    return ViewClient.home(ViewClient.escaped(memberId));
  }

  /** Pages of the member, marked as perhaps not the newest. */
  int stale() {
    return stale.get();
  }

  /** Answers that were somebody else's page, or another than the member's. */
  int wrong() {
    return wrong.get();
  }

  /** What came of those that were not answered with a page, or a wrong one, and how often. */
  Map<String, Integer> failed() {
    return failed;
  }

  /** Share of lookups that were answered with the member's page. */
  double answeredShare() {
    int answered = fresh.get() + stale.get();
    int notAnswered = failed.values().stream().mapToInt(Integer::intValue).sum();
    return (double) answered / (answered + notAnswered);
  }

  /** Stops asking. */
  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public String toString() {
    return String.format(
        "%d fresh, %d stale, %d wrong, failed %s, answered %.4f %%",
        fresh.get(), stale.get(), wrong.get(), failed, 100 * answeredShare());
  }
}

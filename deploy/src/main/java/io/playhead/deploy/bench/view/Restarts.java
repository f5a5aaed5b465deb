package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.deploy.local.WorkFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a restarted view takes to be ready, and what callers of another feel meanwhile.
 *
 * @param coldSeconds on an emptied disk
 * @param warmSeconds on the disk it left
 * @param standbySeconds of one of two that was killed
 * @param lookups at the other while it was killed
 * @param answered of those, with the member's page
 * @param stale of those, from a copy
 * @param notAnswered the others, by what came instead
 */
record Restarts(
    double coldSeconds,
    double warmSeconds,
    double standbySeconds,
    long lookups,
    long answered,
    long stale,
    Map<String, Long> notAnswered) {
  private static final String FORWARDED = "Playhead-Forwarded";
  private static final Duration STANDBY_LIMIT = Duration.ofSeconds(180);
  private static final int SAMPLE = 400;
  private static final int CONNECTIONS = 16;

  /** As a service with a pool of connections asks; else a hiccup would open thousands of them. */
  private static final int IN_FLIGHT_MAX = 64;

  private static final double WARM_UP_SECONDS = 10;
  private static final long GAP_NS = 2_000_000; // 500 lookups a second
  private static final long PAUSE_NS = 200_000;
  private static final long KILLED_AFTER_NS = 5_000_000_000L;
  private static final long ASKED_FOR_NS = 30_000_000_000L;

  /** Stops the view, whose only instance it is, and measures. */
  static Restarts measure(LocalMode local, ViewProcess view, int members, long seed) {
    view.stop();
    double warm = secondsToReady(local, "view").stopAndGet();
    delete(local, "view");
    Ready cold = secondsToReady(local, "view");
    cold.view.stop();

    Ready first = secondsToReady(local, "view");
    Ready second = secondsToReady(local, "view-b");
    awaitCopies(first.view, members, seed);
    awaitCopies(second.view, members, seed);
    warmUp(first.view, members, seed);
    warmUp(second.view, members, seed);
    KilledMeanwhile killed = new KilledMeanwhile(second.view, first.view, members, seed);
    killed.run();
    Ready again = secondsToReady(local, "view");
    again.view.stop();
    second.view.stop();
    return new Restarts(
        cold.seconds,
        warm,
        again.seconds,
        killed.lookups,
        killed.answered,
        killed.stale,
        killed.notAnswered);
  }

  private record Ready(ViewProcess view, double seconds) {
    double stopAndGet() {
      view.stop();
      return seconds;
    }
  }

  private static Ready secondsToReady(LocalMode local, String name) {
    long startNs = System.nanoTime();
    ViewProcess view = local.startView(name, "--standbys", "1", "--local");
    view.awaitReady();
    return new Ready(view, (System.nanoTime() - startNs) / 1e9);
  }

  private static void delete(LocalMode local, String name) {
    try {
      WorkFolder.delete(local.folder().resolve(name));
    } catch (IOException e) {
      throw CommandFailure.other("cannot empty the view's folder: " + e.getMessage(), e);
    }
  }

  /** Waits until the view has a page, its own or a copy, of every member of a sample. */
  private static void awaitCopies(ViewProcess view, int members, long seed) {
    HttpClient client = HttpClient.newHttpClient();
    int[] sample = new Random(seed).ints(SAMPLE, 0, members).toArray();
    boolean copied =
        Await.until(
            STANDBY_LIMIT,
            () -> {
              for (int member : sample) {
                HttpRequest request = request(view, member).header(FORWARDED, "1").build();
                HttpResponse<String> response =
                    client
                        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                        .exceptionally(failure -> null)
                        .join();
                if (response == null || !isPageOf(member, response)) {
                  return false;
                }
              }
              return true;
            });
    if (!copied) {
      throw CommandFailure.other("the views did not copy each other within three minutes");
    }
  }

  /** An instance that has just been started runs uncompiled, which is not what is measured here. */
  private static void warmUp(ViewProcess view, int members, long seed) {
    try (LookupLoad load = new LookupLoad(view.port(), CONNECTIONS, members, seed)) {
      load.perSecond(WARM_UP_SECONDS);
    }
  }

  private static HttpRequest.Builder request(ViewProcess view, int member) {
    return HttpRequest.newBuilder(
            URI.create(view.url() + "/v1/members/" + MadeUpPages.memberId(member) + "/home"))
        .timeout(Duration.ofSeconds(5));
  }

  private static boolean isPageOf(int member, HttpResponse<String> response) {
    String id = "\"memberId\":\"" + MadeUpPages.memberId(member) + "\",\"kind\":\"personal\"";
    return response.statusCode() == 200 && response.body().contains(id);
  }

  /** Looks up at one instance for half a minute, and kills the other after five seconds. */
  private static final class KilledMeanwhile {
    private final ViewProcess asked;
    private final ViewProcess killed;
    private final int members;
    private final Random random;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
    private long lookups;
    private long answered;
    private long stale;
    private final Map<String, Long> notAnswered = new TreeMap<>();

    KilledMeanwhile(ViewProcess asked, ViewProcess killed, int members, long seed) {
      this.asked = asked;
      this.killed = killed;
      this.members = members;
      this.random = new Random(seed);
    }

    void run() {
      long startNs = System.nanoTime();
      boolean isKilled = false;
      CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
      for (long nowNs = startNs; nowNs - startNs < ASKED_FOR_NS; nowNs = System.nanoTime()) {
        if (!isKilled && nowNs - startNs > KILLED_AFTER_NS) {
          killed.kill();
          isKilled = true;
        }
        if (nowNs - startNs >= lookups * GAP_NS && inFlight.tryAcquire()) {
          lookups++;
          all = CompletableFuture.allOf(all, look(random.nextInt(members)));
        } else {
          LockSupport.parkNanos(PAUSE_NS);
        }
      }
      all.join();
    }

    private CompletableFuture<Void> look(int member) {
      return client
          .sendAsync(request(asked, member).build(), HttpResponse.BodyHandlers.ofString())
          .handle(
              (response, failure) -> {
                inFlight.release();
                if (failure == null && isPageOf(member, response)) {
                  count(response.body().startsWith("{\"stale\":true"));
                } else {
                  count(failure == null ? kind(response) : failure.toString());
                }
                return null;
              });
    }

    private static String kind(HttpResponse<String> response) {
      return response.statusCode() == 200 ? "another page" : "status " + response.statusCode();
    }

    private synchronized void count(String reason) {
      notAnswered.merge(reason, 1L, Long::sum);
    }

    private synchronized void count(boolean isStale) {
      answered++;
      stale += isStale ? 1 : 0;
    }
  }
}

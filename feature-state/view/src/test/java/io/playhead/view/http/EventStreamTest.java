package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What a caller gets, who may be slower than pages come. A case for each order in which pages,
 * writes and the end may come, on one stub; hence its length.
 */
class EventStreamTest {
  private static final int FAST = Integer.MAX_VALUE;

  @Test
  void sendsEachPageAtOnce() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);

    offer(stream, 1, 10);
    assertThat(out.events()).containsExactly(event(1, 10));
    assertThat(out.isFlushed()).isTrue();
    offer(stream, 2, 20);

    assertThat(out.events()).containsExactly(event(1, 10), event(2, 20));
    assertThat(out.isFlushed()).isTrue();
    assertThat(stream.newest()).isEqualTo(new PageId(2, 20));
    assertThat(stream.ended()).isNotDone();
    assertThat(out.violation()).isNull();
  }

  @Test
  void writesNothingBeforeItIsOpen() {
    StubOutput out = StubOutput.fast();
    EventStream stream = new EventStream(out, null);

    offer(stream, 1, 10);
    assertThat(out.text()).isEmpty();
    stream.open();

    assertThat(out.events()).containsExactly(event(1, 10));
    assertThat(out.violation()).isNull();
  }

  @Test
  void leavesOnlyTheNewestPageOfThoseThatComeWhileTheCallerIsSlow() {
    StubOutput out = StubOutput.taking(2);
    EventStream stream = opened(out, null); // flushes the headers
    offer(stream, 1, 10); // is written; its flush must wait

    for (int revision = 2; revision <= 9; revision++) {
      offer(stream, revision, revision * 10);
    }
    assertThat(out.events()).containsExactly(event(1, 10));
    out.take(FAST);

    assertThat(out.events()).containsExactly(event(1, 10), event(9, 90));
    assertThat(out.isFlushed()).isTrue();
    assertThat(out.violation()).isNull();
  }

  /** However the connection cuts what it takes. */
  @Test
  void goesOnWhenTheCallerTakesOneWriteAtATime() {
    StubOutput out = StubOutput.taking(0);
    EventStream stream = opened(out, null);
    offer(stream, 1, 10);
    assertThat(out.text()).isEmpty();

    for (int revision = 2; revision <= 5; revision++) {
      out.take(1);
      out.take(1);
      offer(stream, revision, revision * 10);
    }
    out.take(2);

    assertThat(out.events())
        .containsExactly(event(1, 10), event(2, 20), event(3, 30), event(4, 40), event(5, 50));
    assertThat(out.isFlushed()).isTrue();
    assertThat(out.violation()).isNull();
  }

  @Test
  void neverSendsAPageThatIsOlderThanOneItHasSent() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);
    offer(stream, 5, 50);

    offer(stream, 4, 90);
    offer(stream, 5, 49);
    offer(stream, 5, 50);
    assertThat(out.events()).containsExactly(event(5, 50));
    offer(stream, 5, 51);

    assertThat(out.events()).containsExactly(event(5, 50), event(5, 51));
  }

  @Test
  void neverPutsAnOlderPageInThePlaceOfOneThatWaits() {
    StubOutput out = StubOutput.taking(0);
    EventStream stream = opened(out, null);
    offer(stream, 5, 50);

    offer(stream, 4, 90);
    out.take(FAST);

    assertThat(out.events()).containsExactly(event(5, 50));
  }

  @Test
  void doesNotSendThePageThatTheCallerHas() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, new PageId(5, 50));

    offer(stream, 5, 50);
    assertThat(out.text()).isEmpty();
    assertThat(stream.newest()).isEqualTo(new PageId(5, 50));
    offer(stream, 5, 51);

    assertThat(out.events()).containsExactly(event(5, 51));
  }

  /** The member was forgotten and came back: revisions began anew. */
  @Test
  void sendsAPageThatIsOlderThanTheCallers() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, new PageId(300, 50));

    offer(stream, 2, 90);

    assertThat(out.events()).containsExactly(event(2, 90));
  }

  /** A copy that is behind answers first, then the owner: the caller shows an old page by then. */
  @Test
  void sendsThePageThatTheCallerHadOnceItHasSentAnotherInstead() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, new PageId(5, 50));
    offer(stream, 4, 40);

    offer(stream, 5, 50);

    assertThat(out.events()).containsExactly(event(4, 40), event(5, 50));
  }

  @Test
  void sendsThePageThatTheCallerHadOnceItHasSentWhatIsPopular() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, new PageId(5, 50));
    stream.popular(SseText.page(null, utf8("{}")));

    offer(stream, 5, 50);

    assertThat(out.events()).containsExactly("event: page\ndata: {}", event(5, 50));
  }

  @Test
  void sendsWhatIsPopularUntilThereIsAPage() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);

    stream.popular(SseText.page(null, utf8("{}")));
    offer(stream, 1, 10);
    stream.popular(SseText.page(null, utf8("{}")));

    assertThat(out.events()).containsExactly("event: page\ndata: {}", event(1, 10));
  }

  @Test
  void dropsWhatIsPopularForAPageThatComesWhileTheCallerIsSlow() {
    StubOutput out = StubOutput.taking(0);
    EventStream stream = opened(out, null);
    stream.popular(SseText.page(null, utf8("{}")));

    offer(stream, 1, 10);
    out.take(FAST);

    assertThat(out.events()).containsExactly(event(1, 10));
  }

  @Test
  void saysThatTheMemberWasForgottenAndEnds() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);
    offer(stream, 1, 10);

    stream.forgotten();

    assertThat(out.events()).containsExactly(event(1, 10), "event: forgotten\ndata: {}");
    assertThat(out.isFlushed()).isTrue();
    assertThat(stream.ended()).isCompleted();
  }

  @Test
  void saysNothingAfterForgotten() {
    StubOutput out = StubOutput.taking(1);
    EventStream stream = opened(out, null);

    stream.forgotten(); // is written; its flush must wait
    stream.forgotten();
    offer(stream, 9, 90);
    stream.popular(SseText.page(null, utf8("{}")));
    stream.heartbeat();
    assertThat(stream.ended()).isNotDone();
    out.take(FAST);

    assertThat(out.events()).containsExactly("event: forgotten\ndata: {}");
    assertThat(out.isFlushed()).isTrue();
    assertThat(stream.ended()).isCompleted();
    assertThat(out.violation()).isNull();
  }

  @Test
  void saysForgottenInPlaceOfAPageThatWaits() {
    StubOutput out = StubOutput.taking(0);
    EventStream stream = opened(out, null);
    offer(stream, 1, 10);

    stream.forgotten();
    out.take(FAST);

    assertThat(out.events()).containsExactly("event: forgotten\ndata: {}");
    assertThat(stream.ended()).isCompleted();
  }

  @Test
  void sendsACommentAsAHeartbeat() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);

    stream.heartbeat();

    assertThat(out.text()).isEqualTo(":\n\n");
    assertThat(out.isFlushed()).isTrue();
    assertThat(stream.ended()).isNotDone();
  }

  @Test
  void needsOneHeartbeatAtMostWhileTheCallerIsSlowAndNoneBesideAPage() {
    StubOutput out = StubOutput.taking(0);
    EventStream stream = opened(out, null);
    stream.heartbeat();
    stream.heartbeat();
    out.take(2);
    assertThat(out.events()).containsExactly(":");

    stream.heartbeat();
    offer(stream, 1, 10);
    out.take(FAST);

    assertThat(out.events()).containsExactly(":", event(1, 10));
  }

  @Test
  void endsWhenAWriteFails() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);
    out.fail();

    offer(stream, 1, 10);

    assertThat(stream.ended()).isCompleted();
    assertThat(out.text()).isEmpty();
  }

  @Test
  void endsWhenAFlushFails() {
    StubOutput out = StubOutput.taking(1);
    EventStream stream = opened(out, null);
    offer(stream, 1, 10);
    out.fail();

    out.take(FAST);

    assertThat(stream.ended()).isCompleted();
  }

  @Test
  void findsOutByAHeartbeatThatTheCallerHasGone() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);
    out.fail();

    stream.heartbeat();

    assertThat(stream.ended()).isCompleted();
  }

  @Test
  void endsWhenTheServerReportsAnError() {
    StubOutput out = StubOutput.fast();
    EventStream stream = opened(out, null);

    stream.onError(new IOException("Idle timeout"));

    assertThat(stream.ended()).isCompleted();
  }

  @Test
  void writesNothingOnceItIsClosed() {
    StubOutput out = StubOutput.taking(0);
    EventStream stream = opened(out, null);
    offer(stream, 1, 10);

    stream.close();
    offer(stream, 2, 20);
    stream.heartbeat();
    out.take(FAST);

    assertThat(out.text()).isEmpty();
    assertThat(stream.ended()).isCompleted();
  }

  /** Pages from many threads to a caller that takes a few writes at a time. */
  @Test
  void sendsPagesInOrderAndTheNewestLastWhateverThreadsOfferThem() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("EventStreamTest seed " + seed);
    for (int round = 0; round < 20; round++) {
      StubOutput out = StubOutput.taking(0);
      EventStream stream = opened(out, null);

      PageId newest = offerFromManyThreads(stream, out, seed + round);

      List<PageId> ids = ids(out);
      assertThat(ids).as("seed %d, round %d", seed, round).isNotEmpty();
      for (int i = 1; i < ids.size(); i++) {
        assertThat(ids.get(i)).as("seed %d, round %d", seed, round).isGreaterThan(ids.get(i - 1));
      }
      assertThat(ids.get(ids.size() - 1)).as("seed %d, round %d", seed, round).isEqualTo(newest);
      assertThat(stream.newest()).isEqualTo(newest);
      assertThat(out.isFlushed()).as("seed %d, round %d", seed, round).isTrue();
      assertThat(stream.ended()).isNotDone();
      assertThat(out.violation()).isNull();
    }
  }

  /** Returns the newest page offered. */
  private static PageId offerFromManyThreads(EventStream stream, StubOutput out, long seed)
      throws Exception {
    int threads = 4;
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch offering = new CountDownLatch(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<PageId>> newestOfEach = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Random random = new Random(seed * 31 + thread);
        newestOfEach.add(
            executor.submit(
                () -> {
                  try {
                    start.await();
                    return offerMany(stream, random);
                  } finally {
                    offering.countDown();
                  }
                }));
      }
      start.countDown();
      Random random = new Random(seed);
      while (!offering.await(10, TimeUnit.MICROSECONDS)) {
        out.take(random.nextInt(3));
      }
      PageId newest = new PageId(-1, -1);
      for (Future<PageId> each : newestOfEach) {
        newest = newer(newest, each.get());
      }
      out.take(FAST);
      return newest;
    } finally {
      executor.shutdownNow();
    }
  }

  /** Later ones are mostly newer, as they are when two instances offer them. */
  private static PageId offerMany(EventStream stream, Random random) {
    PageId newest = new PageId(-1, -1);
    for (int i = 0; i < 500; i++) {
      PageId id = new PageId(i / 2 + random.nextInt(20), random.nextInt(3));
      stream.page(id, SseText.page(id.toString(), utf8("{}")));
      newest = newer(newest, id);
      if (random.nextInt(20) == 0) {
        stream.heartbeat();
      }
    }
    return newest;
  }

  private static PageId newer(PageId one, PageId other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static List<PageId> ids(StubOutput out) {
    List<PageId> ids = new ArrayList<>();
    for (String event : out.events()) {
      if (!event.equals(":")) {
        String id = event.lines().filter(line -> line.startsWith("id: ")).findFirst().orElseThrow();
        ids.add(PageId.parse(id.substring("id: ".length())));
      }
    }
    return ids;
  }

  private static EventStream opened(StubOutput out, PageId callerHas) {
    EventStream stream = new EventStream(out, callerHas);
    stream.open();
    return stream;
  }

  private static void offer(EventStream stream, long revision, long madeAtMs) {
    PageId id = new PageId(revision, madeAtMs);
    stream.page(id, SseText.page(id.toString(), utf8("{\"revision\":" + revision + "}")));
  }

  /** As {@link #offer} has it, without the empty line after it. */
  private static String event(long revision, long madeAtMs) {
    return "event: page\nid: "
        + revision
        + "-"
        + madeAtMs
        + "\ndata: {\"revision\":"
        + revision
        + "}";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread around the loop; what the loop does is tested step by step elsewhere. */
@Timeout(20)
class PageSubscriberTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final LoopFixture run = new LoopFixture();

  @Test
  void isCaughtUpWhenAllIsDelivered() throws Exception {
    run.ends = Map.of(P0, 2L);
    run.alone().page(P0, "m1", 1).page(P0, "m1", 2);

    try (PageSubscriber pages = new PageSubscriber(run.loop, null)) {
      assertThat(pages.awaitCaughtUp(LIMIT)).isTrue();
      assertThat(run.told()).containsExactly("m1 1", "m1 2");
    }

    assertThat(run.consumer.closed()).isTrue();
  }

  @Test
  void isNotCaughtUpWithinALimitThatIsTooShort() throws Exception {
    run.ends = Map.of(P0, 1L);
    run.alone();

    try (PageSubscriber pages = new PageSubscriber(run.loop, null)) {
      assertThat(pages.awaitCaughtUp(Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void closingEndsAWaitForBeingCaughtUp() throws Exception {
    run.ends = Map.of(P0, 1L);
    run.alone();
    PageSubscriber pages = new PageSubscriber(run.loop, null);

    pages.close();

    assertThat(pages.awaitCaughtUp(LIMIT)).isFalse();
    pages.await();
    pages.close();
    assertThat(pages.failure()).isEmpty();
  }

  @Test
  void callsTheListenerOnItsOwnDaemonThread() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    run.listener.before = line -> thread.complete(Thread.currentThread());
    run.waitingForAGroup();
    run.consumer.schedulePollTask(
        () -> {
          run.consumer.rebalance(List.of(P0));
          run.page(P0, "m1", 1);
        });

    try (PageSubscriber pages = new PageSubscriber(run.loop, "my-home-page")) {
      assertThat(thread.get().getName()).isEqualTo("playhead-subscriber-my-home-page");
      assertThat(thread.get().isDaemon()).isTrue();
      assertThat(pages.failure()).isEmpty();
    }

    assertThat(run.consumer.commits).isEqualTo(Map.of(P0, 1L));
  }

  @Test
  void throwsWhatTheListenerThrewFromEveryMethodThatWaits() {
    IllegalStateException full = new IllegalStateException("the store is full");
    run.listener.before =
        line -> {
          throw full;
        };
    run.ends = Map.of(P0, 1L);
    run.alone().page(P0, "m1", 1);
    PageSubscriber pages = new PageSubscriber(run.loop, null);

    assertThatThrownBy(pages::await).isInstanceOf(SubscriberException.class).hasCause(full);
    assertThatThrownBy(() -> pages.awaitCaughtUp(LIMIT))
        .isInstanceOf(SubscriberException.class)
        .hasCause(full);
    assertThatThrownBy(pages::close).isInstanceOf(SubscriberException.class).hasCause(full);
    assertThat(pages.failure()).containsSame(full);
    assertThat(run.consumer.closed()).isTrue();
  }

  @Test
  void anErrorStopsItToo() {
    run.listener.before =
        line -> {
          throw new AssertionError("broken");
        };
    run.alone().page(P0, "m1", 1);
    PageSubscriber pages = new PageSubscriber(run.loop, null);

    assertThatThrownBy(pages::await).hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void aTryBlockThatFailsAndAClosingThatFailsDoNotCollide() {
    run.listener.before =
        line -> {
          throw new IllegalStateException("the store is full");
        };
    run.alone().page(P0, "m1", 1);

    SubscriberException thrown =
        catchThrowableOfType(
            SubscriberException.class,
            () -> {
              try (PageSubscriber pages = new PageSubscriber(run.loop, null)) {
                pages.await();
              }
            });

    assertThat(thrown.getSuppressed()).hasSize(1);
  }

  @Test
  void closeWaitsForTheListenerToReturn() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    run.listener.before =
        line -> {
          inside.countDown();
          awaitUninterrupted(mayReturn);
        };
    run.alone().page(P0, "m1", 1);
    PageSubscriber pages = new PageSubscriber(run.loop, null);
    inside.await();

    Thread closing = new Thread(pages::close);
    closing.start();
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(run.told()).isEmpty();
    mayReturn.countDown();
    closing.join();

    assertThat(run.told()).containsExactly("m1 1");
    assertThat(run.consumer.closed()).isTrue();
  }

  @Test
  void mayBeClosedFromWithinTheListener() throws Exception {
    CompletableFuture<PageSubscriber> itself = new CompletableFuture<>();
    run.listener.before = line -> itself.join().close();
    run.alone().page(P0, "m1", 1).page(P0, "m1", 2);
    PageSubscriber pages = new PageSubscriber(run.loop, null);
    itself.complete(pages);

    pages.await();

    assertThat(run.told()).containsExactly("m1 1");
    assertThat(run.consumer.closed()).isTrue();
  }

  @Test
  void refusesToLetTheListenerWaitForItself() throws Exception {
    CompletableFuture<PageSubscriber> itself = new CompletableFuture<>();
    AtomicReference<Throwable> refused = new AtomicReference<>();
    run.listener.before =
        line -> {
          try {
            itself.join().await();
          } catch (IllegalStateException | InterruptedException e) {
            refused.set(e);
            itself.join().close();
          }
        };
    run.alone().page(P0, "m1", 1);
    PageSubscriber pages = new PageSubscriber(run.loop, null);
    itself.complete(pages);

    pages.await();

    assertThat(refused.get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsHowManyRecordsItSkipped() throws Exception {
    run.ends = Map.of(P0, 3L);
    run.alone().page(P0, "m1", 2).page(P0, "m1", 1).value(P0, "m1", new byte[] {7});

    try (PageSubscriber pages = new PageSubscriber(run.loop, null)) {
      assertThat(pages.awaitCaughtUp(LIMIT)).isTrue();
      assertThat(pages.olderCount()).isOne();
      assertThat(pages.rejectedCount()).isOne();
      assertThat(pages.rejectedByReason()).hasSize(1);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

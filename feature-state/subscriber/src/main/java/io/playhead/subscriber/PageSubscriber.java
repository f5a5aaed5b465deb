package io.playhead.subscriber;

import io.playhead.schemas.RejectReason;
import io.playhead.schemas.SchemaIds;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows members' home pages from the topic {@code recommendations}. The common case, of a service
 * that keeps pages in a store:
 *
 * <pre>{@code
 * try (PageSubscriber pages =
 *     PageSubscriber.to(bootstrap, registryUrl).group("my-home-page").start(listener)) {
 *   pages.await();
 * }
 * }</pre>
 *
 * <p>What it promises:
 *
 * <ul>
 *   <li>Each page at least once, and each member's in order: a page whose revision is older than
 *       the one delivered before is dropped, an equal one is not. That memory takes 150 B for each
 *       member delivered, and starts anew with the process and for partitions that move to it: see
 *       {@link RevisionRule} if pages outlive the process.
 *   <li>A member that is to be forgotten is told of at least once, and is then as if never seen.
 *   <li>A position is committed after the listener has returned for all before it.
 *   <li>What the listener throws stops the subscriber before that record. It is logged, {@link
 *       #failure()} has it, and {@link #close()} and the awaiting methods throw it as the cause of
 *       a {@link SubscriberException}. A new start begins with that record.
 *   <li>Records that cannot be used are skipped, counted and, the first of each reason, logged.
 *   <li>A registry that is away holds pages up and loses none; it is asked again after 1 s, 2 s, 4
 *       s ... 30 s. A broker that is away holds them up, too. Neither stops the subscriber; being
 *       refused by the broker (authentication, authorisation) does.
 * </ul>
 *
 * <p>The JVM needs {@code -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas}. Every
 * method may be called on any thread.
 */
public final class PageSubscriber implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageSubscriber.class);

  private final PageLoop loop;
  private final Thread thread;
  private final CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
  private volatile Throwable failure;

  /**
   * Of the pages on that Kafka. Nothing happens before {@link Subscription#start}.
   *
   * @param bootstrap Kafka's brokers, such as {@code kafka-1:9092,kafka-2:9092}
   * @param registryUrl a schema registry with Confluent's API, such as {@code http://registry:8081}
   */
  public static Subscription to(String bootstrap, String registryUrl) {
    return new Subscription(bootstrap, registryUrl);
  }

  /**
   * The same with schemas from elsewhere, such as a table; for a login see {@link
   * Subscription#clients}.
   */
  public static Subscription to(String bootstrap, SchemaIds schemaIds) {
    return new Subscription(bootstrap, schemaIds);
  }

  /** Starts the thread, which takes over the loop; the group is null where there is none. */
  PageSubscriber(PageLoop loop, String group) {
    this.loop = loop;
    this.thread = new Thread(this::run, "playhead-subscriber" + (group == null ? "" : "-" + group));
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (loop) {
      while (!loop.isStopping()) {
        loop.step();
        if (loop.isCaughtUp()) {
          caughtUp.complete(true);
        }
      }
    } catch (Throwable t) {
      failure = t;
      LOG.error("The subscriber has stopped and delivers no more pages", t);
      caughtUp.completeExceptionally(t);
    }
    caughtUp.complete(false);
  }

  /**
   * Waits until all pages that were on the topic at the start have been delivered; in a group, of
   * the partitions that this process was given first. Stays so once it is.
   *
   * @return false: not within the limit, or closed before
   * @throws SubscriberException the subscriber has failed before; the cause says of what
   */
  public boolean awaitCaughtUp(Duration limit) throws InterruptedException {
    requireOtherThread();
    try {
      return caughtUp.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw SubscriberException.stopped(e.getCause());
    }
  }

  /**
   * Waits until the subscriber has ended: closed by another thread, or failed.
   *
   * @throws SubscriberException it has failed; the cause says of what
   */
  public void await() throws InterruptedException {
    requireOtherThread();
    thread.join();
    throwFailure();
  }

  /** What stopped the subscriber, as it was thrown; empty: it runs, or was closed. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Records skipped since the start because they could not be used. */
  public long rejectedCount() {
    return loop.deliveries().rejections().total();
  }

  /** The same for each reason that has occurred. */
  public Map<RejectReason, Long> rejectedByReason() {
    return loop.deliveries().rejections().byReason();
  }

  /** Pages dropped since the start because a newer one had been delivered. */
  public long olderCount() {
    return loop.deliveries().olderCount();
  }

  /**
   * Waits for the listener to return, commits, and leaves the group: some 100 ms beside the
   * listener, 35 s at most with a broker that is away. From within the listener it does not wait;
   * the subscriber then ends when the listener has returned. When the caller is interrupted it
   * stops waiting, and the subscriber ends on its own. Closing twice is no error.
   *
   * @throws SubscriberException the subscriber has failed; the cause says of what
   */
  @Override
  public void close() {
    loop.stop();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    throwFailure();
  }

  private void throwFailure() {
    if (failure != null) {
      throw SubscriberException.stopped(failure);
    }
  }

  private void requireOtherThread() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("The listener would wait for itself.");
    }
  }
}

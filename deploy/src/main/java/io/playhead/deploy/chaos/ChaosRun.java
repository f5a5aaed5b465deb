package io.playhead.deploy.chaos;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.Progress;
import io.playhead.deploy.cluster.FlinkCluster;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.simulator.SimulatedTime;
import io.playhead.subscriber.PageSubscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One run with faults and one without, of the same input.
 *
 * <ol>
 *   <li>The cluster runs, the input is fed, faults are injected, readers read.
 *   <li>The input ends; all of it must come out: a list for every event that counts, a rejection
 *       for every record that must be rejected. Then every member comes back once, so that all
 *       lists are of the newest model.
 *   <li>Event time passes, so that every token is closed and final.
 *   <li>What came out is kept, the topics are emptied, and a job without a checkpoint reads the
 *       same input from its beginning to its end.
 *   <li>Both are compared, member by member.
 * </ol>
 */
public final class ChaosRun {
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(180);

  /** For the first list, and for each checkpoint after it. */
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);

  /** No token for so long: there are no more. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** More than silence and lateness. */
  private static final long LONG_AFTER_MS = 30 * SimulatedTime.DAY_MS;

  /** After everything else of the same moment. */
  private static final long LAST_SEQUENCE = 1L << 40;

  /** Of the job with faults and of the one without. */
  private static final List<String> EVERY_JOB =
      List.of("--exact-bits", "--rebuilds-per-second", "0");

  private final ChaosOptions options;
  private final Ledger ledger = new Ledger();
  private final Verdict verdict = new Verdict(ledger);

  /** A run that has not begun. */
  public ChaosRun(ChaosOptions options) {
    this.options = options;
  }

  /** Runs it; about twice as long as the input lasts, and a minute. */
  public ChaosFigures run() {
    try (ChaosStack stack = ChaosStack.start(options)) {
      Models models = new Models(options.bundle(), options.folder());
      publish(stack, models);
      stack.startJob(clusterArguments());
      Encoding encoding = new Encoding(stack.local().schemaIds());
      RevisionWatch watch = new RevisionWatch();
      try (AckedWriter writer = new AckedWriter(stack.local().bootstrap(), ledger);
          RunOutputs outputs =
              new RunOutputs(stack.local().bootstrap(), stack.local().schemaIds())) {
        FreshLists fresh = new FreshLists(writer, encoding);
        CompletableFuture<Void> listed = new CompletableFuture<>();
        outputs.onPage(
            page -> {
              fresh.seen(page);
              listed.complete(null);
            });
        Feeder feeder =
            new Feeder(new ChaosInput(options.seed(), options.members(), encoding), writer);
        FaultInjector injector = new FaultInjector(stack, models, fresh, feeder::simulatedMs);
        long startNs = System.nanoTime();
        double seconds;
        try (PageSubscriber subscriber =
            PageSubscriber.to(stack.local().bootstrap(), stack.local().schemaIds()).start(watch)) {
          endure(feeder, injector, listed, outputs, stack);
          seconds = (System.nanoTime() - startNs) / 1e9;
          settle(outputs);
          verdict.accountFor(outputs);
          comeBackOnce(feeder, fresh, models, writer, encoding, outputs);
          settle(outputs);
          outputs.freezePages();
          letTimePass(feeder, writer, encoding, outputs);
          subscriber
              .failure()
              .ifPresent(failure -> verdict.differ("the reader failed: " + failure));
        }
        verdict.follow(watch);
        stack.stopJob();
        outputs.drain();
        try (RunOutputs calm = new CalmRun(stack, EVERY_JOB).run()) {
          verdict.compare(outputs, calm);
        }
        return ChaosFigures.of(options, stack, seconds, ledger, verdict, injector, watch, outputs);
      }
    }
  }

  private List<String> clusterArguments() {
    List<String> arguments = new ArrayList<>(EVERY_JOB);
    arguments.addAll(List.of("--lateness-ms", Long.toString(ChaosInput.LATENESS_MS)));
    arguments.addAll(List.of("--checkpoint-interval-ms", "3000"));
    arguments.addAll(List.of("--parallelism", Integer.toString(options.parallelism())));
    arguments.addAll(List.of("--cache-mb", "128"));
    return arguments;
  }

  private void publish(ChaosStack stack, Models models) {
    try (TopicWriter writer =
        new TopicWriter(stack.local().bootstrap(), stack.local().schemaIds())) {
      ChaosInput.catalogue().releasedBy(Long.MAX_VALUE).forEach(writer::send);
      writer.send(models.next());
      writer.flush();
    }
  }

  /** Feeds, injects and reads until the input and the plan have ended. */
  private void endure(
      Feeder feeder,
      FaultInjector injector,
      CompletableFuture<Void> listed,
      RunOutputs outputs,
      ChaosStack stack) {
    long events = Math.round(options.eventsPerSecond() * options.runMs() / 1000);
    CompletableFuture<Void> fed =
        onThread("chaos-feeder", () -> feeder.feed(events, options.eventsPerSecond()));
    CompletableFuture<Void> injected =
        onThread(
            "chaos-injector",
            () ->
                injectAll(
                    plan(stack), injector, () -> awaitCheckpointOfInput(listed, stack.cluster())));
    CompletableFuture<Void> both = CompletableFuture.allOf(fed, injected);
    try (Progress progress = Progress.start("chaos", events, " events", 1)) {
      while (!both.isDone()
          && !fed.isCompletedExceptionally()
          && !injected.isCompletedExceptionally()) {
        outputs.poll(POLL);
        progress.at(ledger.sent());
      }
    }
    try {
      // Of whichever has failed first, at once: the other may go on for minutes.
      (injected.isCompletedExceptionally() ? injected : fed).join();
      both.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static CompletableFuture<Void> onThread(String name, Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** What will be done, without what cannot be done here. */
  private List<Fault> plan(ChaosStack stack) {
    List<FaultKind> kinds = new ArrayList<>(options.kinds());
    kinds.removeAll(stack.impossible());
    return kinds.isEmpty()
        ? List.of()
        : FaultPlan.of(options.seed(), options.runMs(), kinds, options.faultCount());
  }

  private static void injectAll(List<Fault> plan, FaultInjector injector, Runnable beforeAny) {
    long startNs = System.nanoTime();
    beforeAny.run();
    for (Fault fault : plan) {
      long waitNs = startNs + 1_000_000 * fault.atMs() - System.nanoTime();
      if (waitNs > 0) {
        Await.until(Duration.ofNanos(waitNs), () -> false);
      }
      System.out.println("fault: " + fault);
      injector.inject(fault);
    }
  }

  /** Reads until every event that was sent is in a list, or nothing more can be expected. */
  private void settle(RunOutputs outputs) {
    Await.until(
        SETTLE_LIMIT,
        () -> {
          outputs.poll(POLL);
          return ledger.members().stream()
                  .allMatch(member -> revision(outputs, member) >= ledger.revision(member))
              && outputs.rejected().keySet().containsAll(ledger.mustBeRejected());
        });
  }

  /**
   * Restored from nothing, or from before its first events, a job reads all of the input again:
   * then no fault can show what a checkpoint lacks. The first that completes after a list came out
   * may have begun before it.
   */
  private static void awaitCheckpointOfInput(CompletableFuture<Void> listed, FlinkCluster cluster) {
    if (!Await.until(FIRST_LIMIT, listed::isDone)) {
      throw beforeAnyFault("made no list");
    }
    for (int i = 0; i < 2; i++) {
      Optional<Path> before = cluster.newestCheckpoint();
      if (!Await.until(FIRST_LIMIT, () -> !cluster.newestCheckpoint().equals(before))) {
        throw beforeAnyFault("completed no checkpoint");
      }
    }
  }

  private static CommandFailure beforeAnyFault(String what) {
    return CommandFailure.other(
        "the job %s within %d s, before any fault".formatted(what, FIRST_LIMIT.toSeconds()));
  }

  private static long revision(RunOutputs outputs, String member) {
    FinalPage page = outputs.page(member);
    return page == null ? 0 : page.revision();
  }

  /** Every member who was not forgotten does one thing more, once the newest model serves. */
  private void comeBackOnce(
      Feeder feeder,
      FreshLists fresh,
      Models models,
      AckedWriter writer,
      Encoding encoding,
      RunOutputs outputs) {
    boolean serves =
        Await.until(
            SETTLE_LIMIT,
            () -> {
              fresh.ask(feeder.simulatedMs());
              Await.until(
                  ASK_AGAIN,
                  () -> {
                    outputs.poll(POLL);
                    return fresh.areFresh();
                  });
              return fresh.areOf(models.newestId());
            });
    if (!serves) {
      verdict.differ("the model " + models.newestId() + " was released and does not serve");
    }
    long atMs = feeder.simulatedMs() + ChaosInput.LATE_MS;
    for (String member : ledger.members()) {
      writer.send(
          encoding.event(Encoding.device(member, atMs, LAST_SEQUENCE), InputEvent.Fate.COUNTS));
    }
    writer.flush();
  }

  /** Event time passes for everybody: all tokens are closed, and final. */
  private static void letTimePass(
      Feeder feeder, AckedWriter writer, Encoding encoding, RunOutputs outputs) {
    encoding
        .tellTime(feeder.simulatedMs() + LONG_AFTER_MS, ChaosStack.PARTITIONS)
        .forEach(writer::send);
    writer.flush();
    long before = outputs.tokenCount();
    Await.until(SETTLE_LIMIT, () -> hasMoreTokens(outputs, before, POLL));
    Await.until(SETTLE_LIMIT, () -> !hasMoreTokens(outputs, outputs.tokenCount(), QUIET));
  }

  private static boolean hasMoreTokens(RunOutputs outputs, long before, Duration within) {
    return Await.until(
        within,
        () -> {
          outputs.poll(POLL);
          return outputs.tokenCount() > before;
        });
  }
}

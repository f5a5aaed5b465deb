package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.Title;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sharing, lifetime and native memory of models. */
class ModelHandlesTest {
  @TempDir static Path folder;
  private static Path bundle;
  private static List<Title> titles;

  @BeforeAll
  static void write() {
    titles = TinyBundle.titles(50);
    bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), TinyBundle.ids(titles));
  }

  @Test
  void manyTasksAtOnceShareOneModelUntilTheLastLetsGo() throws Exception {
    List<ModelHandle> handles = new ArrayList<>();
    inParallel(
            8, () -> ModelHandles.acquire(bundle, null, BundleTrust.ANYONE, ExecutionProvider.CPU))
        .forEach(handles::add);
    Model model = handles.get(0).model();

    assertThat(handles).allMatch(handle -> handle.model() == model);
    for (ModelHandle handle : handles.subList(1, 8)) {
      handle.close();
      handle.close(); // A second time takes nobody else's claim.
    }
    assertThat(model.embed(titles).count()).isEqualTo(50);
    handles.get(0).close();
    assertThat(ModelHandles.loaded()).isZero();
    assertThatThrownBy(() -> model.embed(titles)).hasMessageContaining("is closed");
  }

  @Test
  void bundleThatFailedIsTriedAgain() throws Exception {
    Path broken = TinyBundle.DEFAULT.write(folder.resolve("broken"), TinyBundle.ids(titles));
    Path step = broken.resolve(ModelBundle.STEP);
    byte[] good = Files.readAllBytes(step);
    Files.write(step, new byte[good.length]);

    assertThatThrownBy(
            () -> ModelHandles.acquire(broken, null, BundleTrust.ANYONE, ExecutionProvider.CPU))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("SHA-256");
    Files.write(step, good);
    try (ModelHandle handle =
        ModelHandles.acquire(broken, null, BundleTrust.ANYONE, ExecutionProvider.CPU)) {
      assertThat(handle.model().id()).isEqualTo("tiny-1");
    }
    assertThat(ModelHandles.loaded()).isZero();
  }

  @Test
  void closingWaitsForCallsInFlight() throws Exception {
    Model model = Model.load(ModelBundle.open(bundle, BundleTrust.ANYONE));
    CountDownLatch running = new CountDownLatch(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<String>> ends = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ends.add(
          threads.submit(
              () -> {
                while (true) {
                  try {
                    model.embed(titles);
                  } catch (IllegalStateException e) {
                    return e.getMessage();
                  }
                  running.countDown();
                }
              }));
    }
    running.await();
    model.close();

    for (Future<String> end : ends) {
      assertThat(end.get()).isEqualTo("model tiny-1 is closed");
    }
    threads.shutdown();
  }

  @Test
  void loadingAndClosingAgainAndAgainLeavesNoNativeMemoryBehind() throws Exception {
    long afterWarmUpKb = 0;
    for (int round = 0; round < 60; round++) {
      try (ModelHandle handle =
          ModelHandles.acquire(bundle, null, BundleTrust.ANYONE, ExecutionProvider.CPU)) {
        handle.model().embed(titles);
      }
      if (round == 20) {
        afterWarmUpKb = residentKb();
      }
    }

    // A session of this bundle holds about 1 MB: 40 leaked ones would show.
    assertThat(residentKb() - afterWarmUpKb).isLessThan(25_000);
  }

  private static long residentKb() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static <T> List<T> inParallel(int count, Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(count, call))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}

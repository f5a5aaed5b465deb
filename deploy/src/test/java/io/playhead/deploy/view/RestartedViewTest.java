package io.playhead.deploy.view;

import static io.playhead.deploy.view.PageWriter.madeAtMs;
import static io.playhead.deploy.view.PageWriter.page;
import static io.playhead.deploy.view.PageWriter.row;
import static io.playhead.deploy.view.PageWriter.token;
import static io.playhead.deploy.view.ViewClient.home;
import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A view that is stopped or killed has, when it is back, all that it had and all that came. */
class RestartedViewTest {
  private static final List<String> MEMBERS =
      IntStream.range(0, 200).mapToObj(i -> "member-" + i).toList();

  @TempDir private Path folder;

  @Test
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  void hasThePagesOnItsStateOnNoneAndAfterAKill() throws Exception {
    try (LocalMode local = LocalMode.start(folder, 4);
        PageWriter writer = new PageWriter(local)) {
      ViewProcess process = local.startView("view", "--standbys", "0");
      for (String member : MEMBERS) {
        writer.write(page(member, 2));
        writer.write(token(member, 0, "t1", 0));
      }
      writer.write(Title.newBuilder().setTitleId("t1").setName("One").build());
      writer.write(page("gone", 1));
      writer.write(token("gone", 0, "t1", 0));
      writer.flush();
      process.awaitReady();
      ViewClient view = new ViewClient(process.url());
      view.awaitRevision("gone", 1);
      writer.forget("gone", PageWriter.EVENT_MS);
      // An older one on top: what is restored is the newer, not the last of the topic.
      writer.write(page("member-0", 1, row("top-picks", "older")));
      writer.flush();
      awaitAll(view, 2);

      stopAndDrainStream(view, process);
      writer.write(page("member-1", 3));
      writer.flush();
      process = start(local);
      view = new ViewClient(process.url());
      assertGoesOn(view, writer);
      awaitAll(view, 2);

      process.stop();
      WorkFolder.delete(folder.resolve("view"));
      process = start(local);
      awaitAll(new ViewClient(process.url()), 2);

      process.kill();
      writer.write(page("member-2", 3));
      writer.flush();
      process = start(local);
      view = new ViewClient(process.url());
      view.awaitRevision("member-2", 3);
      awaitAll(view, 2);
    }
  }

  private static ViewProcess start(LocalMode local) {
    long startNs = System.nanoTime();
    ViewProcess process = local.startView("view", "--standbys", "0");
    process.awaitReady();
    System.out.printf(
        "RestartedViewTest: ready %d ms after the start%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    return process;
  }

  /** Stops it under an open stream, which ends. */
  private static void stopAndDrainStream(ViewClient view, ViewProcess process) {
    try (StreamReader stream = view.stream("member-1")) {
      assertThat(stream.next().id()).isEqualTo("2-" + madeAtMs(2));
      process.stop();
      assertThat(stream.awaitEnd(ViewClient.LIMIT)).isTrue();
    }
  }

  /**
   * The caller of that stream comes again: to the page that was written meanwhile, and the next.
   */
  private static void assertGoesOn(ViewClient view, PageWriter writer) {
    try (StreamReader missedOne = view.stream("member-1", "Last-Event-ID", "2-" + madeAtMs(2))) {
      assertThat(missedOne.next().id()).isEqualTo("3-" + madeAtMs(3));
      try (StreamReader hasIt = view.stream("member-1", "Last-Event-ID", "3-" + madeAtMs(3))) {
        writer.write(page("member-1", 4));
        writer.flush();
        assertThat(hasIt.next().id()).isEqualTo("4-" + madeAtMs(4));
      }
      assertThat(missedOne.next().id()).isEqualTo("4-" + madeAtMs(4));
      assertThat(missedOne.next(Duration.ZERO)).isNull();
    }
  }

  /**
   * Everybody has their own page and token, of that revision at least, and who is gone has none.
   */
  private static void awaitAll(ViewClient view, long revision) {
    for (String member : MEMBERS) {
      Answer page =
          view.await(home(member), answer -> answer.json().path("revision").asLong(-1) >= revision);
      assertThat(page.titles("top-picks")).containsExactly(PageWriter.only(member));
      assertThat(page.json().get("stale").booleanValue()).isFalse();
      view.await(
          "/v1/members/" + member + "/tokens",
          answer -> answer.json().at("/tokens/0/titleId").asText().equals("t1"));
    }
    view.await(home("gone"), answer -> answer.json().get("kind").textValue().equals("popular"));
    view.await("/v1/members/gone/tokens", answer -> answer.json().get("tokens").isEmpty());
    assertThat(view.get("/v1/titles/t1").json().get("name").textValue()).isEqualTo("One");
  }
}

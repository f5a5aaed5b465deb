package io.playhead.deploy.view;

import static io.playhead.deploy.view.PageWriter.madeAtMs;
import static io.playhead.deploy.view.PageWriter.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members' pages as they come, over HTTP from a real view. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StreamsOfPagesTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private static Path folder;
  private static LocalMode local;
  private static PageWriter writer;
  private static ViewClient view;

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() {
    local = LocalMode.start(folder, 4);
    ViewProcess process = local.startView("view", "--standbys", "0");
    writer = new PageWriter(local);
    process.awaitReady();
    view = new ViewClient(process.url());
  }

  @AfterAll
  static void stop() {
    if (writer != null) {
      writer.close();
    }
    if (local != null) {
      local.close();
    }
  }

  @Test
  void sendsTheCurrentPageAtOnceAndEachNextOneWithinTwoSeconds() {
    writer.write(page("live", 1));
    writer.flush();
    view.awaitRevision("live", 1);

    try (StreamReader stream = view.stream("live")) {
      StreamReader.Event current = stream.next();
      List<Long> waitedMs = new ArrayList<>();
      for (int revision = 2; revision <= 8; revision++) {
        writer.write(page("live", revision));
        writer.flush();
        long writtenNs = System.nanoTime();
        Answer next = view.page("live", stream.next());
        waitedMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - writtenNs));
        assertThat(next.json().get("revision").longValue()).isEqualTo(revision);
        assertThat(next.titles("top-picks")).containsExactly(PageWriter.only("live"));
      }

      System.out.println("StreamsOfPagesTest: ms from write to event: " + waitedMs);
      assertThat(view.page("live", current).json().get("revision").longValue()).isEqualTo(1);
      assertThat(current.id()).isEqualTo("1-" + madeAtMs(1));
      // The median: a machine that is busy with something else may hold one of them up.
      assertThat(waitedMs.stream().sorted().toList().get(waitedMs.size() / 2))
          .isLessThan(SOON.toMillis());
    }
  }

  @Test
  void goesOnAfterTheEventThatTheCallerHad() {
    writer.write(page("back", 3));
    writer.flush();
    String etag = view.awaitRevision("back", 3).header("ETag");
    String id = "3-" + madeAtMs(3);

    try (StreamReader hasIt = view.stream("back", "Last-Event-ID", id);
        StreamReader hasAnOlder = view.stream("back", "Last-Event-ID", "2-" + madeAtMs(2));
        StreamReader hasSomethingElse = view.stream("back", "Last-Event-ID", "what?")) {
      assertThat(hasAnOlder.next().id()).isEqualTo(id);
      assertThat(hasSomethingElse.next().id()).isEqualTo(id);
      writer.write(page("back", 4));
      writer.flush();

      assertThat(hasIt.next().id()).isEqualTo("4-" + madeAtMs(4)); // and not 3 before it
      assertThat(hasAnOlder.next().id()).isEqualTo("4-" + madeAtMs(4));
      assertThat(etag).isEqualTo("W/\"" + id + "\"");
    }
  }

  @Test
  void endsWhenTheMemberIsForgotten() {
    writer.write(page("leaving", 1));
    writer.flush();
    view.awaitRevision("leaving", 1);

    try (StreamReader one = view.stream("leaving");
        StreamReader other = view.stream("leaving")) {
      one.next();
      other.next();
      writer.forget("leaving", PageWriter.EVENT_MS);
      writer.flush();

      for (StreamReader stream : List.of(one, other)) {
        assertThat(stream.next()).isEqualTo(new StreamReader.Event("forgotten", null, "{}"));
        assertThat(stream.awaitEnd(ViewClient.LIMIT)).isTrue();
        assertThat(stream.next(Duration.ZERO)).isNull();
      }
    }
  }

  @Test
  void beginsWithWhatIsPopularForAMemberWithoutAPage() {
    try (StreamReader stream = view.stream("newcomer")) {
      StreamReader.Event first = stream.next();
      writer.write(page("newcomer", 1));
      writer.flush();
      StreamReader.Event second = stream.next();

      assertThat(view.page("newcomer", first).json().get("kind").textValue()).isEqualTo("popular");
      assertThat(first.id()).isNull();
      assertThat(second.id()).isEqualTo("1-" + madeAtMs(1));
    }
  }

  /** A browser accepts gzip with every request; an event must not wait in a compressor. */
  @Test
  void sendsPlainEventsToWhoWouldTakeThemCompressed() {
    writer.write(page("browser", 1));
    writer.flush();
    view.awaitRevision("browser", 1);

    try (StreamReader stream = view.stream("browser", "Accept-Encoding", "gzip")) {
      assertThat(stream.answer().header("Content-Encoding")).isNull();
      assertThat(stream.answer().header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.answer().header("Cache-Control")).isEqualTo("private, no-store");
      assertThat(stream.next().id()).isEqualTo("1-" + madeAtMs(1));
    }
  }

  @Test
  void keepsAnIdleStreamWithComments() {
    writer.write(page("idle", 1));
    writer.flush();
    view.awaitRevision("idle", 1);

    try (StreamReader stream = view.stream("idle")) {
      stream.next();

      assertThat(Await.until(ViewClient.LIMIT, () -> stream.comments() >= 2)).isTrue();
      assertThat(stream.next(Duration.ZERO)).isNull();
    }
  }

  @Test
  void refusesAStreamThatCannotBe() {
    for (String query : List.of("?country=BRA", "?locale=")) {
      assertThat(view.get("/v1/members/m/home/stream" + query).status()).isEqualTo(400);
    }
    assertThat(view.get("/v1/members/m/home/stream", "Last-Event-ID", "1".repeat(65)).status())
        .isEqualTo(400);
  }
}

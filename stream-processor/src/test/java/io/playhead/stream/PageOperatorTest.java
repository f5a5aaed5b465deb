package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.playhead.inference.ModelHandles;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageOperatorTest {
  private static final long T0 = Records.T0;
  private static final long MINUTE = 60_000;
  private static final JobOptions OPTIONS =
      GraphRun.options(1).withBatch(4, 20).withRebuildsPerSecond(0);
  private static final List<Title> TITLES = TinyBundle.titles(60);

  @TempDir static Path folder;
  private static Path bundle;
  private static Path otherBundle;
  private final Records records = new Records();

  @BeforeAll
  static void writeBundles() {
    bundle = TinyBundle.DEFAULT.write(folder.resolve("one"), TinyBundle.ids(TITLES));
    otherBundle =
        new TinyBundle("tiny-2", 16, 2, 2, 2).write(folder.resolve("two"), TinyBundle.ids(TITLES));
  }

  @AfterEach
  void letsGoOfEveryModel() {
    assertThat(ModelHandles.loaded()).isZero();
  }

  private PageHarness serving(boolean restarts) throws Exception {
    PageHarness page = new PageHarness(OPTIONS, false);
    loadTitles(page);
    page.control(records.release(bundle, "tiny-1", 0));
    page.loaded();
    page.restartsAfterEveryStep(restarts);
    return page;
  }

  private void loadTitles(PageHarness page) throws Exception {
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
  }

  private RawRecord play(String memberId, String titleId, long timeMs) {
    return records.play(memberId, titleId, PlaybackAction.PLAY, timeMs);
  }

  @Test
  void emitsPartialBatchWhenOldestRowIsDue() throws Exception {
    try (PageHarness page = serving(false)) {
      page.event(play("a", "t0001", T0));
      page.passMs(10);
      page.event(play("b", "t0002", T0));
      page.passMs(9);
      assertThat(page.outputs.lists()).isEmpty();

      page.passMs(1);

      assertThat(page.outputs.lists())
          .extracting(Recommendation::getMemberId)
          .containsExactly("a", "b");
    }
  }

  @Test
  void saysWhatTheServingModelRunsOn() throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, false)) {
      assertThat(page.metrics().models.provider()).isEqualTo("none");
      loadTitles(page);
      page.control(records.release(bundle, "tiny-1", 0));
      page.loaded();

      assertThat(page.metrics().models.provider()).isEqualTo("cpu");
    }
  }

  @Test
  void emitsFullBatchAtOnce() throws Exception {
    try (PageHarness page = serving(false)) {
      for (String memberId : List.of("a", "b", "c", "d")) {
        page.event(play(memberId, "t0001", T0));
      }

      assertThat(page.outputs.lists()).hasSize(4);
    }
  }

  @Test
  void givesOneRowToAMemberWithManyEvents() throws Exception {
    try (PageHarness page = serving(false)) {
      for (int i = 0; i < 10; i++) {
        page.event(play("a", "t000" + i, T0 + i));
      }
      page.passMs(20);

      Recommendation list = page.outputs.lists().get(0);
      assertThat(page.outputs.lists()).hasSize(1);
      assertThat(list.getRevision()).isEqualTo(10);
      assertThat(list.getReflects().getOffset()).isEqualTo(9);
    }
  }

  @ParameterizedTest(name = "restarted after every step: {0}")
  @ValueSource(booleans = {false, true})
  void servesWaitingMembersOnceCatalogueAndModelAreThere(boolean restarts) throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, restarts)) {
      for (int i = 0; i < 10; i++) {
        page.event(play("m" + i, "t0001", T0));
        page.event(play("m" + i, "t0002", T0 + 1));
      }
      page.passMs(20);
      loadTitles(page);
      page.control(records.release(bundle, "tiny-1", 0));
      assertThat(page.outputs.lists()).isEmpty();

      page.loaded();
      for (int i = 0; i < 5; i++) {
        page.passMs(1);
      }

      assertThat(page.outputs.finalLists()).hasSize(10);
      assertThat(page.outputs.lists()).hasSize(10);
      assertThat(page.outputs.lists()).allMatch(list -> list.getRevision() == 2);
    }
  }

  @Test
  void servesWaitingMembersWhenBothInputsEndAtOnce() throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, false)) {
      for (int i = 0; i < 10; i++) {
        page.event(play("m" + i, "t0001", T0));
      }
      loadTitles(page);
      page.control(records.release(bundle, "tiny-1", 0));
      page.loaded();

      page.end();

      assertThat(page.outputs.lists()).hasSize(10);
    }
  }

  @Test
  void waitsForAModelAfterTheCatalogueIsLoaded() throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, false)) {
      loadTitles(page);
      page.loaded();
      page.event(play("a", "t0001", T0));
      page.passMs(20);
      assertThat(page.outputs.lists()).isEmpty();

      page.control(records.release(bundle, "tiny-1", 0));
      page.passMs(1);

      assertThat(page.outputs.lists()).hasSize(1);
    }
  }

  @Test
  void rejectsWhatIsTooLateAndIgnoresDuplicates() throws Exception {
    try (PageHarness page = serving(false)) {
      RawRecord first = play("a", "t0001", T0);
      page.event(first);
      page.event(first);
      page.event(play("a", "t0002", T0 + 100 * MINUTE));
      page.event(play("a", "t0003", T0 + 1)); // the watermark is not there yet
      page.watermark(T0 + 90 * MINUTE);
      page.event(play("a", "t0004", T0 + 101 * MINUTE));
      page.event(play("a", "t0005", T0 + 2));
      page.passMs(20);

      assertThat(page.outputs.rejected())
          .extracting(RejectedEvent::getReason)
          .containsExactly("too-late");
      assertThat(page.outputs.lists().get(0).getRevision()).isEqualTo(4);
    }
  }

  @Test
  void rewindsForALateEventWithinTheBound() throws Exception {
    try (PageHarness page = serving(false);
        PageHarness inOrder = serving(false)) {
      RawRecord one = play("a", "t0001", T0);
      RawRecord two = play("a", "t0002", T0 + MINUTE);
      RawRecord three = play("a", "t0003", T0 + 2 * MINUTE);
      RawRecord four = play("a", "t0004", T0 + 3 * MINUTE);
      RawRecord five = play("a", "t0005", T0 + 4 * MINUTE);
      for (RawRecord raw : List.of(one, three, four, five, two)) {
        page.event(raw);
        page.passMs(20);
      }
      for (RawRecord raw : List.of(one, two, three, four, five)) {
        inOrder.event(raw);
        inOrder.passMs(20);
      }

      Recommendation late = page.outputs.finalLists().get("a");
      Recommendation list = inOrder.outputs.finalLists().get("a");
      assertThat(late.getRevision()).isEqualTo(5);
      assertThat(late.getContext()).isEqualTo(list.getContext());
      assertThat(Outputs.page(late).agreesWith(Outputs.page(list), 1e-4f)).isTrue();
    }
  }

  @ParameterizedTest(name = "restarted after every step: {0}")
  @ValueSource(booleans = {false, true})
  void closesATokenBySilenceWithOneTimerAMember(boolean restarts) throws Exception {
    try (PageHarness page = serving(restarts)) {
      for (int i = 0; i < 10; i++) {
        page.event(records.play("a", "t0001", PlaybackAction.SEEK, T0 + i * MINUTE));
        page.passMs(20);
      }
      page.passMs(1_000); // the last list of one who had several waits for longer
      assertThat(page.timers()).isEqualTo(1);
      int listsBefore = page.outputs.lists().size();

      page.watermark(T0 + 300 * MINUTE);
      page.watermark(T0 + 301 * MINUTE);
      page.passMs(LaterRecords.WAIT_MS);

      assertThat(page.outputs.tokens())
          .extracting(InteractionToken::getTitleId)
          .containsExactly("t0001");
      assertThat(page.timers()).isZero();
      assertThat(page.outputs.lists()).as("closing changes no list").hasSize(listsBefore);
    }
  }

  @ParameterizedTest(name = "restarted after every step: {0}")
  @ValueSource(booleans = {false, true})
  void forgetsAnErasedMember(boolean restarts) throws Exception {
    try (PageHarness page = serving(restarts)) {
      for (int i = 0; i < 60; i++) {
        page.event(play("a", "t%04d".formatted(i), T0 + i * MINUTE));
      }
      page.passMs(20);
      page.watermark(T0 + 300 * MINUTE);
      assertThat(page.stateEntries()).as("head and map of segments").isEqualTo(2);
      assertThat(page.metrics().cachedMembers()).isEqualTo(restarts ? 0 : 1);

      page.event(records.erasure("a", T0 + 500 * MINUTE));
      page.passMs(20);
      page.event(play("a", "t0001", T0 + 499 * MINUTE));
      page.passMs(20);
      page.watermark(T0 + 1_000 * MINUTE);

      assertThat(page.outputs.tombstones(Topics.RECOMMENDATIONS)).containsExactly("a");
      assertThat(page.outputs.rejected())
          .extracting(RejectedEvent::getReason, RejectedEvent::getOriginalValue)
          .as("without what the member did")
          .containsExactly(tuple("erased-member", null));
      assertThat(page.metrics().cachedMembers()).as("keys and values").isZero();
      assertThat(page.stateEntries()).as("the head, which keeps the marker").isEqualTo(1);
      assertThat(page.timers()).isZero();
      OutRecord last =
          page.outputs.records.stream()
              .filter(r -> r.topic().equals("recommendations"))
              .reduce((x, y) -> y)
              .orElseThrow();
      assertThat(last.avro()).as("a tombstone is the last word").isNull();
    }
  }

  @Test
  void forgetsAMemberThatWaits() throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, false)) {
      page.event(play("a", "t0001", T0));
      page.passMs(20);
      page.event(records.erasure("a", T0 + 1));
      page.passMs(20);
      loadTitles(page);
      page.control(records.release(bundle, "tiny-1", 0));
      page.loaded();
      page.passMs(20);

      assertThat(page.outputs.lists()).isEmpty();
      assertThat(page.stateEntries()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheOldModelWhenAReleaseIsBad() throws Exception {
    Path broken = TinyBundle.DEFAULT.write(folder.resolve("broken"), TinyBundle.ids(TITLES));
    RawRecord release = records.release(broken, "tiny-1", 5);
    Files.write(broken.resolve("step.onnx"), new byte[] {1, 2, 3});
    try (PageHarness page = serving(false);
        PageHarness second = new PageHarness(OPTIONS, false, 1)) {
      page.control(release);
      second.control(release);
      page.restart();
      page.event(play("a", "t0001", T0));
      page.passMs(20);

      assertThat(page.outputs.rejected()).hasSize(1);
      assertThat(page.outputs.rejected().get(0).getReason()).isEqualTo("bad-model-release");
      assertThat(page.outputs.rejected().get(0).getDetail()).contains("step.onnx");
      assertThat(second.outputs.rejected()).as("only one subtask reports").isEmpty();
      assertThat(page.outputs.lists().get(0).getModelId()).isEqualTo("tiny-1");
    }
  }

  @ParameterizedTest(name = "restarted after every step: {0}")
  @ValueSource(booleans = {false, true})
  void takesTheNewestReleaseInForce(boolean restarts) throws Exception {
    try (PageHarness page = serving(restarts)) {
      page.control(records.release(otherBundle, "tiny-2", T0 + 1_000));
      page.event(play("a", "t0001", T0));
      page.passMs(999);
      page.passMs(1);
      page.control(records.release(bundle, "tiny-1", 10));
      page.event(play("a", "t0002", T0 + 1));
      page.passMs(20);

      assertThat(page.outputs.lists())
          .extracting(Recommendation::getModelId)
          .containsExactly("tiny-1", "tiny-2");
      assertThat(ModelHandles.loaded()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "restarted after every step: {0}")
  @ValueSource(booleans = {false, true})
  void showsANewTitleAndNoneThatWasTakenOut(boolean restarts) throws Exception {
    try (PageHarness page = serving(restarts)) {
      page.event(play("a", "t0001", T0));
      page.passMs(1_000);
      List<String> before = titleIds(page.outputs.lists().get(0));
      // As many as do not fit on the page, so that whatever is left of the catalogue does.
      List<String> removed = before.subList(0, TITLES.size() - before.size() + 1);
      for (String titleId : removed) {
        page.control(records.titleRemoved(titleId));
      }
      Title added = Title.newBuilder(TITLES.get(3)).setTitleId("t9999").build();
      page.control(records.title(added));
      page.event(play("a", "t0002", T0 + 1));
      page.passMs(1_000);

      assertThat(before).doesNotContain("t9999");
      assertThat(titleIds(page.outputs.lists().get(1)))
          .contains("t9999")
          .doesNotContainAnyElementsOf(removed);
    }
  }

  private static List<String> titleIds(Recommendation list) {
    return list.getRows().stream()
        .flatMap(row -> row.getItems().stream())
        .map(item -> item.getTitleId())
        .toList();
  }

  @Test
  void writesTheSameWhenRestartedAfterEveryElement() throws Exception {
    long seed = 7;
    Scenario scenario = new Scenario(seed, folder.resolve("scenario")).live(6, 15);
    Outputs plain = replay(scenario, false);

    Outputs restarted = replay(scenario, true);

    Outputs.assertSameLists(restarted.finalLists(), plain.finalLists());
    assertThat(restarted.tokens()).as("seed " + seed).isEqualTo(plain.tokens());
  }

  private Outputs replay(Scenario scenario, boolean restarts) throws Exception {
    try (PageHarness page = new PageHarness(OPTIONS, restarts)) {
      int half = scenario.events.size() / 2;
      for (RawRecord raw : scenario.events.subList(0, half)) {
        page.event(raw);
      }
      page.restartsAfterEveryStep(false); // titles come fifty to a checkpoint at the least
      for (RawRecord raw : scenario.control) {
        page.control(raw);
      }
      page.restartsAfterEveryStep(restarts);
      page.loaded();
      for (RawRecord raw : scenario.events.subList(half, scenario.events.size())) {
        page.event(raw);
      }
      page.passMs(20);
      page.watermark(T0 + 10_000 * MINUTE);
      page.end();
      assertThat(page.timers()).isZero();
      return page.outputs;
    }
  }
}

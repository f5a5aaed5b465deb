package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.ModelHandles;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.Title;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release for a share of the members, and one that is computed and not published. */
class CanaryAndShadowTest {
  private static final long T0 = Records.T0;
  private static final JobOptions OPTIONS =
      GraphRun.options(1).withBatch(64, 20).withRebuildsPerSecond(0);
  private static final List<Title> TITLES = TinyBundle.titles(60);
  private static final List<String> MEMBERS =
      IntStream.range(0, 60).mapToObj(i -> "member-" + i).toList();

  @TempDir Path folder;
  private final Records records = new Records();
  private PageHarness page;
  private long timeMs = T0;

  private void serve(boolean restarts) throws Exception {
    page = new PageHarness(OPTIONS, false);
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
    page.control(records.release(bundle(1), "tiny-1", 0));
    page.loaded();
    page.restartsAfterEveryStep(restarts);
  }

  @AfterEach
  void letsGoOfEveryModel() {
    page.close();
    assertThat(ModelHandles.loaded()).isZero();
  }

  private Path bundle(int number) {
    return new TinyBundle("tiny-" + number, 16, 2, 2, number)
        .write(folder.resolve("bundle-" + number), TinyBundle.ids(TITLES));
  }

  private void release(int number, double share, boolean shadow) throws Exception {
    page.control(records.release(bundle(number), "tiny-" + number, ++timeMs - T0, share, shadow));
  }

  /** Who is served by which model, by the lists of one event each. */
  private Map<String, Set<String>> membersByModel() throws Exception {
    page.outputs.records.clear();
    timeMs++;
    boolean restarts = page.restartsAfterEveryStep();
    page.restartsAfterEveryStep(false);
    Map<String, Long> offsets = new TreeMap<>();
    for (String memberId : MEMBERS) {
      RawRecord event = records.play(memberId, "t0001", PlaybackAction.PLAY, timeMs);
      offsets.put(memberId, event.offset());
      page.event(event);
    }
    page.restartsAfterEveryStep(restarts);
    page.passMs(20);
    assertThat(page.outputs.lists())
        .hasSameSizeAs(MEMBERS)
        .allMatch(list -> list.getReflects().getOffset() == offsets.get(list.getMemberId()));
    return page.outputs.lists().stream()
        .collect(
            Collectors.groupingBy(
                Recommendation::getModelId,
                TreeMap::new,
                Collectors.mapping(Recommendation::getMemberId, Collectors.toSet())));
  }

  private static Set<String> share(double share) {
    return MEMBERS.stream()
        .filter(memberId -> MemberShare.of(memberId) < share)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest(name = "restarted after every step: {0}")
  @ValueSource(booleans = {false, true})
  void aCanaryServesItsShareAndTheOthersKeepWhatTheyHave(boolean restarts) throws Exception {
    serve(restarts);

    release(2, .2, false);
    Map<String, Set<String>> byModel = membersByModel();

    assertThat(byModel).containsOnlyKeys("tiny-1", "tiny-2");
    assertThat(byModel.get("tiny-2")).isEqualTo(share(.2)).isNotEmpty();

    release(2, .6, false); // grows
    assertThat(membersByModel().get("tiny-2")).isEqualTo(share(.6)).containsAll(share(.2));

    release(3, 1, false); // replaces what serves, and ends nothing else
    assertThat(membersByModel()).containsOnlyKeys("tiny-2", "tiny-3");

    page.control(records.releaseEnded(ReleaseLane.CANARY));
    assertThat(membersByModel()).containsOnlyKeys("tiny-3");
    assertThat(ModelHandles.loaded()).isEqualTo(1);
  }

  @Test
  void aCanaryThatGrowsLoadsNothing() throws Exception {
    serve(false);
    release(2, .2, false);
    int loads = page.loads.count();

    release(2, .6, false);

    assertThat(page.loads.count()).isEqualTo(loads);
    assertThat(membersByModel().get("tiny-2")).isEqualTo(share(.6));
  }

  @Test
  void aCanaryThatIsEndedWhileItLoadsNeverServes() throws Exception {
    serve(false);
    page.loads.hold(true);
    release(2, .9, false);
    page.control(records.releaseEnded(ReleaseLane.CANARY));
    page.loads.run();
    page.passMs(10);

    assertThat(membersByModel()).containsOnlyKeys("tiny-1");
    assertThat(ModelHandles.loaded()).isEqualTo(1);
    page.restart();
    assertThat(membersByModel()).containsOnlyKeys("tiny-1");
  }

  @Test
  void aBadCanaryIsRefusedAndTheOneBeforeGoesOn() throws Exception {
    serve(false);
    release(2, .5, false);
    RawRecord bad = records.release(bundle(3), "tiny-3", 99, .5, false);
    Files.write(folder.resolve("bundle-3/step.onnx"), new byte[9]);

    page.control(bad);

    RejectedEvent rejected = page.outputs.rejected().get(0);
    assertThat(rejected.getReason()).isEqualTo("bad-model-release");
    assertThat(rejected.getOriginalKey().array()).isEqualTo(bad.key());
    assertThat(membersByModel().get("tiny-2")).isEqualTo(share(.5));
  }

  @Test
  void nobodyIsServedByACanaryAlone() throws Exception {
    page = new PageHarness(OPTIONS, false);
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
    release(2, .9, false);
    page.loaded();
    for (String memberId : MEMBERS) {
      page.event(records.play(memberId, "t0001", PlaybackAction.PLAY, T0));
    }
    page.passMs(20);
    assertThat(page.outputs.lists()).isEmpty();

    page.control(records.release(bundle(1), "tiny-1", 0));
    page.passMs(1);

    assertThat(page.outputs.finalLists()).hasSameSizeAs(MEMBERS);
  }

  @Test
  void aShadowIsComparedAndNeverPublished() throws Exception {
    serve(false);

    release(2, .5, true);
    assertThat(membersByModel()).containsOnlyKeys("tiny-1");
    assertThat(page.outputs.embeddings()).allMatch(e -> e.getModelId().equals("tiny-1"));

    assertThat(page.metrics().shadowPlacesMoved.getCount()).isEqualTo(share(.5).size());
    assertThat(page.metrics().shadowPlacesMoved.getStatistics().getMax())
        .as("two models of random weights")
        .isPositive();
    page.event(records.erasure("member-0", timeMs + 1));
    page.passMs(20);
    page.control(records.releaseEnded(ReleaseLane.SHADOW));
    assertThat(ModelHandles.loaded()).isEqualTo(1);
  }

  @Test
  void aShadowOfTheModelThatServesMakesTheSameLists() throws Exception {
    serve(false);

    page.control(records.release(folder.resolve("bundle-1"), "tiny-1", 5, 1, true));
    membersByModel();
    membersByModel();

    var moved = page.metrics().shadowPlacesMoved;
    var shared = page.metrics().shadowSharedOfTen;
    assertThat(moved.getCount()).isEqualTo(2L * MEMBERS.size());
    assertThat(moved.getStatistics().getMax()).isZero();
    assertThat(shared.getStatistics().getMin()).isEqualTo(10);
    assertThat(ModelHandles.loaded()).isEqualTo(1);
  }

  @Test
  void aShadowForgetsWhatALateEventMadeWrong() throws Exception {
    serve(false);
    page.control(records.release(folder.resolve("bundle-1"), "tiny-1", 5, 1, true));
    for (int minute : new int[] {0, 2, 3, 4, 5, 6, 7, 8, 1, 9}) { // the second comes late
      String titleId = "t00%02d".formatted(20 + minute);
      page.event(records.play("a", titleId, PlaybackAction.PLAY, T0 + minute * 60_000));
      page.passMs(MemberPace.MS_A_LIST);
    }

    assertThat(page.metrics().shadowPlacesMoved.getCount()).isEqualTo(10);
    assertThat(page.metrics().shadowPlacesMoved.getStatistics().getMax()).isZero();
  }
}

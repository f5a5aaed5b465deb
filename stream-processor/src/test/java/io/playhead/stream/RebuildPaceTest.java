package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.ModelHandles;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members whom the old model has cached move to the new one at a bounded pace. */
class RebuildPaceTest {
  private static final long T0 = Records.T0;

  /** Ten a second: one at once, then one every 100 ms. */
  private static final JobOptions OPTIONS =
      GraphRun.options(1).withBatch(1, 20).withRebuildsPerSecond(10);

  /** More than are run without counting as a miss. */
  private static final int TOKENS = 12;

  private static final List<String> HOT = List.of("a", "b", "c", "d");
  private static final List<Title> TITLES = TinyBundle.titles(60);

  @TempDir Path folder;
  private final Records records = new Records();
  private PageHarness page;
  private long played;

  @BeforeEach
  void serveTheFirstModelToSomeMembers() throws Exception {
    page = new PageHarness(OPTIONS, false);
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
    release(1);
    page.loaded();
    for (int i = 0; i < TOKENS; i++) {
      play(HOT);
      page.passMs(MemberPace.MS_A_LIST);
    }
  }

  @AfterEach
  void letsGoOfEveryModel() {
    page.close();
    assertThat(ModelHandles.loaded()).isZero();
  }

  private void release(int number) throws Exception {
    Path bundle =
        new TinyBundle("tiny-" + number, 16, 2, 2, number)
            .write(folder.resolve("bundle-" + number), TinyBundle.ids(TITLES));
    page.control(records.release(bundle, "tiny-" + number, number));
  }

  private String play(String memberId) throws Exception {
    String titleId = "t%04d".formatted(played % TITLES.size());
    page.event(records.play(memberId, titleId, PlaybackAction.PLAY, T0 + played++));
    List<Recommendation> lists = page.outputs.lists();
    assertThat(lists).hasSize((int) played);
    return lists.get(lists.size() - 1).getModelId();
  }

  private List<String> play(List<String> memberIds) throws Exception {
    List<String> modelIds = new ArrayList<>();
    for (String memberId : memberIds) {
      modelIds.add(play(memberId));
    }
    return modelIds;
  }

  @Test
  void movesAsManyAsTheBudgetHasRoomFor() throws Exception {
    release(2);

    assertThat(play(HOT)).containsExactly("tiny-2", "tiny-1", "tiny-1", "tiny-1");
    assertThat(play(HOT)).containsExactly("tiny-2", "tiny-1", "tiny-1", "tiny-1");
    page.passMs(100);
    assertThat(play(HOT)).containsExactly("tiny-2", "tiny-2", "tiny-1", "tiny-1");
    page.passMs(10_000); // however long nobody moved, one at once
    assertThat(play(HOT)).containsExactly("tiny-2", "tiny-2", "tiny-2", "tiny-1");
  }

  @Test
  void movesMembersWithoutACacheAtOnce() throws Exception {
    release(2);
    play(HOT);

    assertThat(play(List.of("x", "y", "z"))).containsOnly("tiny-2");
    assertThat(play("d")).isEqualTo("tiny-1");
  }

  @Test
  void movesTheRestAfterAMinuteAndLetsGoOfTheOldModel() throws Exception {
    release(2);
    play(HOT);
    page.passMs(59_999);
    assertThat(ModelHandles.loaded()).isEqualTo(2);

    page.passMs(1);

    assertThat(ModelHandles.loaded()).isEqualTo(1);
    assertThat(play(HOT)).containsOnly("tiny-2");
  }

  @Test
  void keepsOnlyTheNewestOfTheOldModels() throws Exception {
    release(2);
    play(HOT); // a moves
    release(3);

    assertThat(ModelHandles.loaded()).isEqualTo(2);
    assertThat(play(HOT)).containsExactly("tiny-2", "tiny-3", "tiny-3", "tiny-3");
  }

  @Test
  void servesEverybodyByTheNewModelAfterACrash() throws Exception {
    release(2);
    play(HOT);

    page.restart();

    assertThat(play(HOT)).containsOnly("tiny-2");
    assertThat(ModelHandles.loaded()).isEqualTo(1);
  }

  @Test
  void countsAMissOnlyForThoseWhoMove() throws Exception {
    long missesBefore = page.metrics().cacheMisses();
    release(2);

    play(HOT);

    assertThat(page.metrics().cacheMisses()).isEqualTo(missesBefore + 1);
    assertThat(page.metrics().listsByModelBefore.getCount()).isEqualTo(3);
  }
}

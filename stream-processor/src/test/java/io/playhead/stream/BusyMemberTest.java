package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One member with hundreds of events a second: few lists for them, and no wait for the others. */
@Timeout(60)
class BusyMemberTest {
  private static final long T0 = Records.T0;
  private static final int WAIT_MS = 20;
  private static final List<Title> TITLES = TinyBundle.titles(60);

  @TempDir Path folder;
  private final Records records = new Records();
  private PageHarness page;
  private int played;

  @BeforeEach
  void serve() throws Exception {
    page = new PageHarness(GraphRun.options(1).withBatch(64, WAIT_MS), false);
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
    Path bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), TinyBundle.ids(TITLES));
    page.control(records.release(bundle, "tiny-1", 0));
    page.loaded();
  }

  @AfterEach
  void close() {
    page.close();
  }

  private void play(String memberId) throws Exception {
    String titleId = "t%04d".formatted(played % TITLES.size());
    page.event(records.play(memberId, titleId, PlaybackAction.PLAY, T0 + played++));
  }

  /** One every two milliseconds. */
  private void playBusy(int events) throws Exception {
    for (int i = 0; i < events; i++) {
      play("busy");
      page.passMs(2);
    }
  }

  private List<Recommendation> listsOf(String memberId) {
    return page.outputs.lists().stream()
        .filter(list -> list.getMemberId().equals(memberId))
        .toList();
  }

  private long newestRevision() {
    List<Recommendation> lists = listsOf("busy");
    return lists.get(lists.size() - 1).getRevision();
  }

  @Test
  void hasFiveListsAtOnceAndThenFiveASecond() throws Exception {
    playBusy(100);
    assertThat(listsOf("busy")).hasSizeBetween(5, 6);

    playBusy(500);

    assertThat(listsOf("busy")).hasSizeBetween(9, 12);
    page.passMs(MemberPace.MS_A_LIST);
    assertThat(newestRevision()).isEqualTo(600);
  }

  @Test
  void keepsNobodyWaiting() throws Exception {
    playBusy(300);
    play("a");
    playBusy(WAIT_MS / 2);

    assertThat(listsOf("a")).hasSize(1);
  }

  @Test
  void isServedAsQuicklyAsAnybodyAfterARest() throws Exception {
    playBusy(300);
    page.passMs(MemberPace.MS_A_LIST);
    page.passMs(2_000);
    int before = listsOf("busy").size();

    for (int i = 0; i < 5; i++) {
      play("busy");
      page.passMs(WAIT_MS);
    }

    assertThat(listsOf("busy")).hasSize(before + 5);
  }

  @Test
  void losesNoEventToACrash() throws Exception {
    playBusy(150);

    page.restart();

    assertThat(newestRevision()).isEqualTo(150);
  }

  @Test
  void hasItsNewestListAtTheEndOfInput() throws Exception {
    playBusy(150);

    page.end();

    assertThat(newestRevision()).isEqualTo(150);
  }
}

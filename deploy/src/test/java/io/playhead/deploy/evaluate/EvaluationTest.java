package io.playhead.deploy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.ListsCsv;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Catalogue;
import io.playhead.inference.HomePage;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRow;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import io.playhead.inference.TinyBundle;
import io.playhead.inference.TokenSource;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.schemas.recording.RecordingWriter;
import io.playhead.window.ColdTitles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seven members: the last title is asked for, the one before it is known but not counted, the rest
 * makes the counts: 1 and 2 three times, 8 twice, 3 and 7 once; 7 followed 3.
 */
class EvaluationTest {
  private static final Map<String, List<String>> MEMBERS =
      new TreeMap<>(
          Map.of(
              "a", List.of("1", "2", "3", "4"),
              "b", List.of("1", "2", "3", "7"),
              "c", List.of("2", "1", "3", "4"),
              "d", List.of("9"),
              "e", List.of("3", "7", "6", "5"),
              "f", List.of("8", "9", "4"),
              "g", List.of("8", "9", "4")));
  private static final List<String> NEVER_WATCHED = List.of("77", "78");

  @TempDir private Path folder;
  private Path recording;
  private Path bundle;

  @BeforeEach
  void writeRecordingAndBundle() {
    recording = folder.resolve("recording");
    bundle = folder.resolve("bundle");
    List<String> titleIds = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "77", "78");
    try (RecordingWriter writer = RecordingWriter.create(recording)) {
      titleIds.forEach(id -> writer.write(Title.newBuilder().setTitleId(id).build()));
      MEMBERS.forEach((memberId, titles) -> write(memberId, titles, writer));
    }
    TinyBundle.DEFAULT.write(bundle, titleIds);
  }

  @Test
  void asksForEachMembersLastTitle() {
    Questions questions = LeaveLastOut.of(Recording.open(recording));

    TitleTable titles = questions.titles();
    assertThat(titles.size()).isEqualTo(9);
    assertThat(NEVER_WATCHED).allMatch(titleId -> titles.row(titleId) < 0);
    assertThat(questions.cases())
        .extracting(TestCase::memberId)
        .containsExactly("a", "b", "c", "e", "f", "g");
    TestCase b = questions.cases().get(1);
    assertThat(ids(b.history(), titles)).containsExactly("1", "2", "3");
    assertThat(titles.id(b.answer())).isEqualTo("7");
    assertThat(b.candidates()).isEqualTo(9);
    assertThat(questions.moments().tokens(b)).hasSize(3);
    assertThat(questions.moments().context(b).eventTimeMs()).isLessThan(b.asked().startedMs());
    assertThat(ids(questions.training().histories().get(1), titles)).containsExactly("1", "2");
    TestCase before = questions.validation().get(1);
    assertThat(ids(before.history(), titles)).containsExactly("1", "2");
    assertThat(titles.id(before.answer())).isEqualTo("3");
  }

  @Test
  void coldTitlesAreInNoTrainingPart() {
    ColdTitles tenth = new ColdTitles(.1); // title 1 alone, by Python's hashlib

    Questions questions = LeaveLastOut.of(Recording.open(recording), tenth);

    // The newest of what is left is kept for validation; the questions stay as they were.
    assertThat(questions.training().histories().stream().map(h -> ids(h, questions.titles())))
        .containsExactly(
            List.of("2"),
            List.of("2"),
            List.of("2"),
            List.of("3", "7"),
            List.of("8"),
            List.of("8"));
    assertThat(questions.cases()).hasSize(6);
    assertThat(ids(questions.cases().get(0).history(), questions.titles()))
        .containsExactly("1", "2", "3");
  }

  @Test
  void countsBaselinesWithoutTheLastTwoTitles() {
    EvaluationFigures figures = new Evaluation(recording, bundle, null, 1).run();

    // Places by popularity: a 2, b 1, c 2, e 4, f 4, g 4; by Markov b 0, for 7 followed 3.
    assertThat(figures.members()).isEqualTo(6);
    assertThat(figures.baselines().popularity().ndcg10()).isCloseTo(2.79148 / 6, within(1e-5));
    assertThat(figures.baselines().popularity().hr10()).isEqualTo(1);
    assertThat(figures.baselines().markov().ndcg10()).isCloseTo(3.16055 / 6, within(1e-5));
    assertThat(figures.published()).isNull();
  }

  @Test
  void readsTheNewestPublishedListAmongCandidatesTheMemberHasNotHad() throws IOException {
    Path lists = Files.createDirectory(folder.resolve("lists"));
    Files.writeString(
        lists.resolve("lists.csv"),
        String.join(
            "\n",
            ListsCsv.HEADER,
            "a,2,2026-01-01T00:00:00Z,tiny,top-picks,0,5,.9",
            "a,3,2026-01-01T00:00:01Z,tiny,top-picks,2,4,.7",
            "a,3,2026-01-01T00:00:01Z,tiny,top-picks,0,77,.9",
            "a,3,2026-01-01T00:00:01Z,tiny,top-picks,1,1,.8",
            "c,3,2026-01-01T00:00:01Z,tiny,continue-watching,0,4,.8",
            "c,3,2026-01-01T00:00:01Z,tiny,top-picks,0,5,.8",
            "c,3,2026-01-01T00:00:01Z,tiny,top-picks,1,6,.8",
            "c,3,2026-01-01T00:00:01Z,tiny,top-picks,2,4,.8",
            "f,2,2026-01-01T00:00:01Z,tiny,top-picks,0,4,.8",
            ""));

    EvaluationFigures figures = new Evaluation(recording, bundle, lists, 1).run();

    // Places: a 0, c 2, f 0; b, e and g have no list and count as misses.
    assertThat(figures.published().members()).isEqualTo(3);
    assertThat(figures.published().hr10()).isEqualTo(.5);
    assertThat(figures.published().ndcg10()).isCloseTo(2.5 / 6, within(1e-9));
  }

  @Test
  void agreesWithTheListsThatTheSameFunctionPublishes() throws IOException, BundleException {
    Path lists = Files.createDirectory(folder.resolve("lists"));
    Recording source = Recording.open(recording);
    Questions questions = LeaveLastOut.of(source);
    StringBuilder csv = new StringBuilder(ListsCsv.HEADER).append('\n');
    try (Model model = Model.load(ModelBundle.open(bundle, BundleTrust.ANYONE))) {
      List<Title> titles = new java.util.ArrayList<>();
      source.titles().forEachRemaining(titles::add);
      Recommender recommender =
          new Recommender(model, Catalogue.of(model, titles), PageRules.DEFAULT, null);
      for (TestCase testCase : questions.cases()) {
        Request request =
            new Request(
                testCase.memberId(),
                TokenSource.of(questions.moments().tokens(testCase)),
                questions.moments().context(testCase));
        append(recommender.recommend(List.of(request)).get(0), csv);
      }
    }
    Files.writeString(lists.resolve("lists.csv"), csv);

    EvaluationFigures figures = new Evaluation(recording, bundle, lists, 1).run();

    assertThat(figures.ndcg10()).isPositive();
    assertThat(figures.published().ndcg10()).isEqualTo(figures.ndcg10());
    assertThat(figures.published().hr10()).isEqualTo(figures.hr10());
    assertThat(figures.published().lessThanModel()).isZero();
  }

  @Test
  void saysWhatIsMissing() {
    Evaluation evaluation = new Evaluation(recording, folder.resolve("nowhere"), null, 1);

    assertThatThrownBy(evaluation::run)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("nowhere");
  }

  private static List<String> ids(int[] rows, TitleTable titles) {
    return Arrays.stream(rows).mapToObj(titles::id).toList();
  }

  private static void append(HomePage page, StringBuilder csv) {
    for (PageRow row : page.rows()) {
      int rank = 0;
      for (PageItem item : row.items()) {
        csv.append(
            "%s,1,2026-01-01T00:00:00Z,tiny,%s,%d,%s,%s%n"
                .formatted(page.memberId(), row.name(), rank++, item.titleId(), item.score()));
      }
    }
  }

  private static void write(String memberId, List<String> titleIds, RecordingWriter writer) {
    long timeMs = 1_700_000_000_000L;
    for (String titleId : titleIds) {
      timeMs += 60_000;
      writer.write(
          PlaybackEvent.newBuilder()
              .setMemberId(memberId)
              .setTitleId(titleId)
              .setEventTimeMs(timeMs)
              .setAction(PlaybackAction.PLAY)
              .build());
    }
  }
}

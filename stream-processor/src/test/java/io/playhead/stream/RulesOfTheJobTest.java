package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.PageRules;
import io.playhead.inference.RulesFile;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the job and the limit of a member reach every list, also after a restart. */
class RulesOfTheJobTest {
  private static final String[] RATINGS = {"6", "12", "16", null};

  @TempDir Path folder;
  private final Records records = new Records();
  private final List<Title> titles = TinyBundle.titles(80);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLimitHoldsFromItsEventUntilItIsEnded(boolean restartsAfterEveryStep) throws Exception {
    long atMs = Records.T0;
    try (PageHarness page = serving(rules("{\"topPicks\":100}"), restartsAfterEveryStep)) {
      page.event(records.play("a", "t0001", PlaybackAction.PLAY, atMs));
      page.event(records.ageLimit("a", "12", ++atMs));
      page.event(records.play("a", "t0001", PlaybackAction.STOP, ++atMs));
      page.event(records.ageLimit("a", "*", ++atMs));
      page.event(records.play("b", "t0001", PlaybackAction.PLAY, atMs));
      List<Recommendation> lists = page.outputs.lists();

      assertThat(lists)
          .extracting(list -> list.getContext().getAgeRatingMax())
          .containsExactly(null, "12", "12", null, null);
      assertThat(ratings(lists.get(1))).containsOnly("6", "12").contains("6", "12");
      assertThat(ratings(lists.get(2))).containsOnly("6", "12").hasSize(39);
      assertThat(ratings(lists.get(3))).contains("16", "none").hasSize(79);
      assertThat(ratings(lists.get(4))).as("another member").contains("16", "none");
    }
  }

  @Test
  void theGraphTakesTheRulesToItsTasks() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("rules.json"), "{\"topPicks\":7,\"blockedTitles\":[\"t0003\"]}");
    JobOptions options =
        GraphRun.options(1)
            .withServing(new ServingPolicy(BundleTrust.ANYONE, RulesFile.read(file)));
    long seed = new Random().nextLong();
    Scenario scenario = new Scenario(seed, folder.resolve("bundle")).live(6, 20);

    Outputs outputs =
        new GraphRun(scenario.events, scenario.control, options).run(folder.resolve("state"));

    assertThat(outputs.lists()).as("seed " + seed).isNotEmpty();
    for (Recommendation list : outputs.lists()) {
      assertThat(ids(list)).as("seed " + seed).doesNotContain("t0003");
      list.getRows().stream()
          .filter(row -> row.getRow().equals("top-picks"))
          .forEach(row -> assertThat(row.getItems()).hasSize(7));
    }
  }

  private PageRules rules(String json) throws Exception {
    return RulesFile.read(Files.writeString(folder.resolve("rules.json"), json));
  }

  private PageHarness serving(PageRules rules, boolean restartsAfterEveryStep) throws Exception {
    JobOptions options =
        GraphRun.options(1)
            .withBatch(1, 20)
            .withServing(new ServingPolicy(BundleTrust.ANYONE, rules));
    PageHarness page = new PageHarness(options, false);
    for (int i = 0; i < titles.size(); i++) {
      titles.get(i).setAgeRating(RATINGS[i % RATINGS.length]);
      page.control(records.title(titles.get(i)));
    }
    Path bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), TinyBundle.ids(titles));
    page.control(records.release(bundle, TinyBundle.DEFAULT.modelId(), 0));
    page.loaded();
    page.restartsAfterEveryStep(restartsAfterEveryStep);
    return page;
  }

  private List<String> ratings(Recommendation list) {
    return ids(list).stream()
        .map(id -> titles.get(Integer.parseInt(id.substring(1))).getAgeRating())
        .map(rating -> rating == null ? "none" : rating)
        .toList();
  }

  private static List<String> ids(Recommendation list) {
    List<String> ids = new ArrayList<>();
    list.getRows().forEach(row -> row.getItems().forEach(item -> ids.add(item.getTitleId())));
    return ids;
  }
}

package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Title;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 3: a member's vector and list are the same bits whoever shares the batch. */
class CompanyDoesNotMatterTest {
  private static final int MEMBERS = 64;

  @TempDir static Path folder;
  private static Model model;
  private static Catalogue catalogue;
  private static List<Title> titles;
  private static final List<Request> before = new ArrayList<>();
  private static final List<Request> after = new ArrayList<>();
  private static final Map<String, HomePage> alone = new HashMap<>();

  @BeforeAll
  static void encodeEveryMemberAlone() throws BundleException {
    long seed = System.nanoTime();
    System.out.println("CompanyDoesNotMatterTest seed " + seed);
    Random random = new Random(seed);
    titles = TinyBundle.titles(400);
    List<String> titleIds = TinyBundle.ids(titles);
    model =
        new TinyBundle("company", 64, 2, 2, 5)
            .load(folder.resolve("bundle"), titleIds.subList(0, 300));
    catalogue = Catalogue.of(model, titles);
    for (int member = 0; member < MEMBERS; member++) {
      int length = member < 4 ? member : random.nextInt(member % 8 == 0 ? 700 : 300);
      List<Token> tokens = TinyTokens.history(random, length + random.nextInt(12), titleIds);
      RequestContext context = TinyTokens.context(random, tokens);
      before.add(new Request("m" + member, TokenSource.of(tokens.subList(0, length)), context));
      after.add(new Request("m" + member, TokenSource.of(tokens), context));
    }
    Recommender recommender = warm();
    for (Request request : after) {
      alone.put(request.memberId(), recommender.recommend(List.of(request)).get(0));
    }
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void membersInShuffledBatchesGetTheBitsTheyGetAlone(int size) {
    List<Request> shuffled = new ArrayList<>(after);
    Collections.shuffle(shuffled, new Random(size));
    Recommender recommender = warm();

    for (int from = 0; from < MEMBERS; from += size) {
      List<Request> batch = shuffled.subList(from, Math.min(MEMBERS, from + size));
      for (HomePage page : recommender.recommend(batch)) {
        HomePage expected = alone.get(page.memberId());
        assertThat(page.memberVector()).as(page.memberId()).isEqualTo(expected.memberVector());
        assertThat(page.rows()).as(page.memberId()).isEqualTo(expected.rows());
      }
    }
  }

  @Test
  void titlesAreEmbeddedToTheSameBitsAloneAndTogether() {
    TitleVectors together = model.embed(titles);

    for (int i = 0; i < titles.size(); i += 17) {
      TitleVectors single = model.embed(List.of(titles.get(i)));
      float[] input = new float[64];
      float[] score = new float[64];
      System.arraycopy(together.input(), i * 64, input, 0, 64);
      System.arraycopy(together.score(), i * 64, score, 0, 64);
      assertThat(single.input()).isEqualTo(input);
      assertThat(single.score()).isEqualTo(score);
    }
  }

  @Test
  void blocksAreSummarisedToTheSameBitsAloneAndTogether() {
    Random random = new Random(7);
    List<Token> tokens = TinyTokens.history(random, 700, TinyBundle.ids(titles));
    RequestContext context = TinyTokens.context(random, tokens);
    Summarizer summarizer = new Summarizer(model);
    Summaries oneByOne = null;
    for (int count = model.window().lengthMax() + 1; count <= tokens.size(); count++) {
      Request request = new Request("m", TokenSource.of(tokens.subList(0, count)), context);
      EncoderRow row = new EncoderRow(request, model.window());
      row.kept = oneByOne;
      oneByOne = summarizer.of(row, catalogue);
      row.kept = null;
      if (count % 64 == 1) {
        Summaries together = summarizer.of(row, catalogue);
        assertThat(oneByOne.count()).isEqualTo(together.count());
        assertThat(oneByOne.parts()).as("of " + count + " tokens").isEqualTo(together.parts());
      }
    }
  }

  /** A recommender whose cache holds every member's shorter history, each encoded alone. */
  private static Recommender warm() {
    Recommender recommender =
        new Recommender(model, catalogue, PageRules.DEFAULT, new KeyValueCache(64 << 20));
    before.forEach(request -> recommender.recommend(List.of(request)));
    return recommender;
  }
}

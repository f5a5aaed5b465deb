package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Catalogue;
import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.Model;
import io.playhead.inference.ModelHandle;
import io.playhead.inference.ModelHandles;
import io.playhead.inference.PageRow;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.Item;
import io.playhead.schemas.MemberEmbedding;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every list's member vector is sent beside it, and an erasure takes both back. */
class MemberEmbeddingsTest {
  private static final long T0 = Records.T0;
  private static final JobOptions OPTIONS = GraphRun.options(1).withBatch(4, 20);
  private static final List<Title> TITLES = TinyBundle.titles(60);

  @TempDir Path folder;
  private final Records records = new Records();

  private PageHarness serving(JobOptions options, Path bundle) throws Exception {
    PageHarness page = new PageHarness(options, false);
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
    page.control(records.release(bundle, "tiny-1", 0));
    page.loaded();
    return page;
  }

  private Path bundle() {
    return TinyBundle.DEFAULT.write(folder.resolve("bundle"), TinyBundle.ids(TITLES));
  }

  @Test
  void areTheVectorsThatTheListsWereMadeWith() throws Exception {
    Scenario scenario = new Scenario(12, folder.resolve("bundle")).live(8, 20);
    scenario.events.add(scenario.records.erasure("m3", T0 + 100_000_000));

    Outputs outputs =
        new GraphRun(scenario.events, scenario.control, GraphRun.options(2))
            .run(folder.resolve("state"));

    Map<String, MemberEmbedding> byPage =
        outputs.embeddings().stream()
            .collect(Collectors.toMap(e -> e.getMemberId() + e.getRevision(), Function.identity()));
    assertThat(byPage).hasSameSizeAs(outputs.lists()).hasSizeGreaterThanOrEqualTo(7);
    try (ModelHandle handle =
        ModelHandles.acquire(
            folder.resolve("bundle"), null, BundleTrust.ANYONE, ExecutionProvider.CPU)) {
      Model model = handle.model();
      Catalogue catalogue = Catalogue.of(model, TinyBundle.titles(Scenario.TITLES));
      for (Recommendation list : outputs.lists()) {
        MemberEmbedding embedding = byPage.get(list.getMemberId() + list.getRevision());
        assertThat(embedding.getModelId()).isEqualTo(list.getModelId());
        assertThat(embedding.getSpace()).as("not aligned").isEqualTo(list.getModelId());
        assertScores(list, floats(embedding), catalogue);
      }
    }
    assertThat(outputs.tombstones(Topics.MEMBER_EMBEDDINGS)).containsExactly("m3");
    assertThat(outputs.tombstones(Topics.RECOMMENDATIONS)).containsExactly("m3");
  }

  private static void assertScores(Recommendation list, float[] vector, Catalogue catalogue) {
    List<Item> picks =
        list.getRows().stream()
            .filter(row -> row.getRow().equals(PageRow.TOP_PICKS))
            .findFirst()
            .orElseThrow()
            .getItems();
    for (Item item : picks) {
      assertThat(catalogue.score(vector, catalogue.indexOf(item.getTitleId())))
          .isEqualTo(item.getScore(), within(1e-5f));
    }
  }

  private static float[] floats(MemberEmbedding embedding) {
    float[] vector = new float[embedding.getVector().size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = embedding.getVector().get(i);
    }
    return vector;
  }

  @Test
  void nameTheModelThatTheirSpaceBeganWith() throws Exception {
    Path bundle = bundle();
    align(bundle, "yesterday", "the-first");
    try (PageHarness page = serving(OPTIONS, bundle)) {
      page.event(records.play("a", "t0001", PlaybackAction.PLAY, T0));
      page.passMs(20);
      page.passMs(LaterRecords.WAIT_MS);

      assertThat(page.outputs.embeddings())
          .extracting(MemberEmbedding::getSpace)
          .containsExactly("the-first");
    }
    align(bundle, "yesterday", null);
    try (PageHarness page = serving(OPTIONS, bundle)) {
      page.event(records.play("a", "t0001", PlaybackAction.PLAY, T0));
      page.passMs(20);
      page.passMs(LaterRecords.WAIT_MS);

      assertThat(page.outputs.embeddings())
          .as("an older manifest")
          .extracting(MemberEmbedding::getSpace)
          .containsExactly("yesterday");
    }
  }

  @Test
  void waitForALittleAndNeverForABarrier() throws Exception {
    try (PageHarness page = serving(OPTIONS, bundle())) {
      page.event(records.play("a", "t0001", PlaybackAction.PLAY, T0));
      page.passMs(20);
      page.passMs(LaterRecords.WAIT_MS - 1);
      assertThat(page.outputs.lists()).hasSize(1);
      assertThat(page.outputs.embeddings()).isEmpty();

      page.passMs(1);
      assertThat(page.outputs.embeddings()).hasSize(1);

      page.event(records.play("a", "t0002", PlaybackAction.PLAY, T0 + 1_000));
      page.passMs(20);
      assertThat(page.outputs.lists()).hasSize(2);
      assertThat(page.outputs.embeddings()).hasSize(1);
      page.restart();
      assertThat(page.outputs.embeddings()).hasSize(2);

      page.event(records.play("a", "t0003", PlaybackAction.PLAY, T0 + 2_000));
      page.end();
      assertThat(page.outputs.embeddings()).hasSize(3);
    }
  }

  @Test
  void areSentAtOnceWhereThereAreMany() throws Exception {
    try (PageHarness page = serving(OPTIONS, bundle())) {
      for (int i = 0; i < LaterRecords.RECORDS_MAX; i++) {
        page.event(records.play("m" + i, "t0001", PlaybackAction.PLAY, T0));
      }

      assertThat(page.outputs.embeddings()).hasSize(LaterRecords.RECORDS_MAX);
    }
  }

  @Test
  void neverComeAfterTheirTombstone() throws Exception {
    try (PageHarness page = serving(OPTIONS, bundle())) {
      page.event(records.play("a", "t0001", PlaybackAction.PLAY, T0));
      page.passMs(20);
      page.event(records.erasure("a", T0 + 1));
      page.passMs(LaterRecords.WAIT_MS);

      List<OutRecord> vectors =
          page.outputs.records.stream()
              .filter(record -> record.topic().equals(Topics.MEMBER_EMBEDDINGS))
              .toList();
      assertThat(vectors).hasSize(2);
      assertThat(vectors.get(1).avro()).as("the newest").isNull();
    }
  }

  private static void align(Path bundle, String modelId, String space) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    File file = bundle.resolve("manifest.json").toFile();
    ObjectNode manifest = (ObjectNode) mapper.readTree(file);
    manifest.putObject("alignedTo").put("modelId", modelId).put("space", space);
    mapper.writeValue(file, manifest);
  }

  @Test
  void areNotSentWhereNobodyWantsThemButAreTakenBack() throws Exception {
    try (PageHarness page = serving(OPTIONS.withEmbeddings(false), bundle())) {
      page.event(records.play("a", "t0001", PlaybackAction.PLAY, T0));
      page.passMs(20);
      page.event(records.erasure("a", T0 + 1));
      page.passMs(20);

      assertThat(page.outputs.lists()).hasSize(1);
      assertThat(page.outputs.embeddings()).isEmpty();
      assertThat(page.outputs.tombstones(Topics.MEMBER_EMBEDDINGS)).containsExactly("a");
    }
  }
}

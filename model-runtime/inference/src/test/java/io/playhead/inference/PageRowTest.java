package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Item;
import io.playhead.schemas.Row;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row in the form of its record, held against Avro's own writing. */
class PageRowTest {
  private static final String[] LETTERS = {"a", "7", "-", "ü", "漢", "🎬"};

  @TempDir static Path folder;
  private static Model model;

  @BeforeAll
  static void load() throws BundleException {
    model =
        TinyBundle.DEFAULT.load(folder.resolve("bundle"), TinyBundle.ids(TinyBundle.titles(10)));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void isWhatAvroWritesAndReadsBackAsItWas() {
    long seed = System.nanoTime();
    System.out.println("PageRowTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<PageItem> items = new ArrayList<>();
      for (int i = random.nextInt(150); i > 0; i--) {
        items.add(new PageItem(text(random), random.nextFloat(), text(random)));
      }

      PageRow row = PageRow.of(text(random), items);

      assertThat(row.items()).as("seed %d", seed).isEqualTo(items);
      assertThat(row.size()).as("seed %d", seed).isEqualTo(items.size());
      assertThat(AvroBytes.write(row::write, row.bytes()))
          .as("seed %d", seed)
          .isEqualTo(byAvro(row.name(), items));
    }
  }

  @Test
  void titlesOfACatalogueAreWrittenByTheirIds() {
    long seed = System.nanoTime();
    System.out.println("PageRowTest seed " + seed);
    Random random = new Random(seed);
    Set<String> ids =
        new HashSet<>(List.of("a".repeat(55), "b".repeat(56), "c".repeat(63), "d".repeat(64)));
    while (ids.size() < CatalogueBlock.ROWS + 200) {
      ids.add(text(random) + ids.size());
    }
    List<Title> titles = TinyBundle.titles(ids.size());
    int next = 0;
    for (String id : ids) {
      titles.get(next++).setTitleId(id);
    }
    Set<String> removed = new HashSet<>(new ArrayList<>(ids).subList(0, 100));
    Catalogue catalogue = Catalogue.of(model, titles).with(List.of(), removed);
    RowWriter writer = new RowWriter();
    List<PageItem> items = new ArrayList<>();
    for (int slot = 0; slot < catalogue.size(); slot++) {
      float score = random.nextFloat();
      items.add(new PageItem(catalogue.titleId(slot), score, "new"));
      writer.add(catalogue, slot, score, Reasons.NEW);
      assertThat(catalogue.block(slot).titleTextAfter("because:", Catalogue.row(slot)))
          .as("seed %d", seed)
          .isEqualTo(AvroText.of("because:" + catalogue.titleId(slot)));
    }

    PageRow row = writer.row("row");

    assertThat(row.items()).as("seed %d", seed).isEqualTo(items).hasSize(ids.size() - 100);
    assertThat(row).as("seed %d", seed).isEqualTo(PageRow.of("row", items));
    writer.add(catalogue, 0, .5f, Reasons.NEW);
    assertThat(writer.row("next")).isEqualTo(PageRow.of("next", List.of(first(items, .5f))));
    assertThat(writer.isEmpty()).isTrue();
  }

  private static PageItem first(List<PageItem> items, float score) {
    return new PageItem(items.get(0).titleId(), score, items.get(0).reason());
  }

  /** Of any length, most of them short. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 12_000 : 70); i > 0; i--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  private static byte[] byAvro(String name, List<PageItem> items) {
    List<Item> records =
        items.stream().map(i -> new Item(i.titleId(), i.score(), i.reason())).toList();
    return AvroBytes.encode(new Row(name, records));
  }
}

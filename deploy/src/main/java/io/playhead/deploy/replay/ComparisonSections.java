package io.playhead.deploy.replay;

import io.playhead.deploy.compare.ComparisonFigures;
import io.playhead.deploy.compare.Example;
import io.playhead.deploy.compare.PlayFound;
import io.playhead.deploy.compare.RankedDifferences;
import io.playhead.deploy.compare.ReplayQuality;
import io.playhead.deploy.compare.Standing;
import io.playhead.deploy.compare.Standings;
import io.playhead.deploy.report.Block;
import io.playhead.deploy.report.DataTable;
import io.playhead.deploy.report.Digits;
import io.playhead.deploy.report.Note;
import io.playhead.deploy.report.Section;
import io.playhead.deploy.report.TableColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What of a report is about two models beside each other. Stateless but for its figures. */
final class ComparisonSections {
  private static final Digits FIGURE = Digits.decimals(4);

  private final String nameA;
  private final String nameB;
  private final ComparisonFigures comparison;

  ComparisonSections(ReplayQuality quality) {
    this.nameA = quality.a().name();
    this.nameB = quality.b().name();
    this.comparison = quality.comparison();
  }

  List<Section> sections() {
    return List.of(who(), where(), examples());
  }

  private Section who() {
    DataTable.Builder table =
        DataTable.of(
            nameB + " less " + nameA + ", over the same plays",
            TableColumn.integer("first"),
            TableColumn.interval("NDCG", FIGURE),
            TableColumn.interval("MRR", FIGURE),
            TableColumn.interval("hit rate", FIGURE));
    for (RankedDifferences at : comparison.wholePage()) {
      table.row(at.k(), Estimates.of(at.ndcg()), Estimates.of(at.mrr()), Estimates.of(at.hr()));
    }
    return new Section(
        "Who wins",
        verdict(),
        List.of(
            table.build(),
            new Note(
                "Of %,d plays %,d had their title higher among the first ten of %s, and %,d lower."
                    .formatted(
                        comparison.plays(),
                        comparison.betterPlays(),
                        nameB,
                        comparison.worsePlays()))));
  }

  private String verdict() {
    RankedDifferences ten =
        comparison.wholePage().stream().filter(at -> at.k() == 10).findFirst().orElseThrow();
    var interval = ten.ndcg().interval();
    if (interval == null) {
      return "Too few members for an interval: no verdict.";
    }
    if (interval.low() > 0) {
      return nameB + " is better: the interval of the difference in NDCG@10 lies above 0.";
    }
    if (interval.high() < 0) {
      return nameA + " is better: the interval of the difference in NDCG@10 lies below 0.";
    }
    return "No winner: the interval of the difference in NDCG@10 holds 0.";
  }

  private Section where() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, "Slices", comparison.bySlice());
    add(blocks, "Titles", comparison.byTitle());
    add(blocks, "Members", comparison.byMember());
    blocks.add(
        new Note(
            "Ends of long lists are luck to a good part: read the intervals and the numbers of"
                + " plays."));
    return new Section(
        "Where it wins and loses",
        "B, which is %s, less A, which is %s, in NDCG@10.".formatted(nameB, nameA),
        blocks);
  }

  private void add(List<Block> blocks, String what, Standings standings) {
    DataTable.Builder table =
        DataTable.of(
            "%s with at least %,d plays, of %,d"
                .formatted(what, standings.playsMin(), standings.candidates()),
            TableColumn.text("of"),
            TableColumn.text("which"),
            TableColumn.integer("plays"),
            TableColumn.decimals("A", 4),
            TableColumn.decimals("B", 4),
            TableColumn.interval("difference", FIGURE));
    standings.winners().stream().filter(this::saysMore).forEach(one -> row(table, one));
    standings.losers().stream().filter(this::saysMore).forEach(one -> row(table, one));
    blocks.add(table.build());
  }

  /** A slice that holds all plays is no slice. */
  private boolean saysMore(Standing standing) {
    return standing.plays() < comparison.plays();
  }

  private static void row(DataTable.Builder table, Standing standing) {
    table.row(
        standing.of(),
        standing.value(),
        standing.plays(),
        standing.ndcg10().a(),
        standing.ndcg10().b(),
        Estimates.of(standing.ndcg10()));
  }

  private Section examples() {
    return new Section(
        "Examples",
        "Single plays that the two answered most differently.",
        List.of(
            examples("B, " + nameB + ", was better", comparison.better()),
            examples("B was worse", comparison.worse())));
  }

  private DataTable examples(String caption, List<Example> examples) {
    DataTable.Builder table =
        DataTable.of(
            caption,
            TableColumn.text("member"),
            TableColumn.text("when"),
            TableColumn.text("played"),
            TableColumn.text("where A had it"),
            TableColumn.text("where B had it"),
            TableColumn.text("on top of A"),
            TableColumn.text("on top of B"));
    for (Example example : examples) {
      String name = example.titleName().isEmpty() ? example.play().titleId() : example.titleName();
      table.row(
          example.play().memberId(),
          Instant.ofEpochMilli(example.play().eventTimeMs()).toString(),
          name,
          where(example.play().a()),
          where(example.play().b()),
          tops(example.topA()),
          tops(example.topB()));
    }
    return table.build();
  }

  private static String where(PlayFound found) {
    return found == null || found.rank() < 0
        ? "not on the page"
        : "rank %d, %s".formatted(found.rank() + 1, found.row());
  }

  private static String tops(List<Example.Top> tops) {
    return tops.stream()
        .map(top -> top.name() == null || top.name().isEmpty() ? top.titleId() : top.name())
        .collect(Collectors.joining(", "));
  }
}

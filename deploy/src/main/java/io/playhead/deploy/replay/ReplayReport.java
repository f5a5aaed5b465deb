package io.playhead.deploy.replay;

import io.playhead.deploy.compare.ModelFigures;
import io.playhead.deploy.compare.QualityOverTime;
import io.playhead.deploy.compare.RankedFigures;
import io.playhead.deploy.compare.ReplayQuality;
import io.playhead.deploy.compare.RowFigures;
import io.playhead.deploy.compare.SliceFigures;
import io.playhead.deploy.compare.StalenessFigures;
import io.playhead.deploy.report.BarChart;
import io.playhead.deploy.report.Block;
import io.playhead.deploy.report.DataTable;
import io.playhead.deploy.report.Digits;
import io.playhead.deploy.report.LineChart;
import io.playhead.deploy.report.Note;
import io.playhead.deploy.report.Report;
import io.playhead.deploy.report.Section;
import io.playhead.deploy.report.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a replay found, as the report that an analyst reads. Stateless but for its figures. */
final class ReplayReport {
  private static final Digits FIGURE = Digits.decimals(4);
  private static final Map<String, String> DIMENSIONS =
      Map.of(
          "deviceType", "Device",
          "daypart", "Time of day",
          "weekday", "Weekday",
          "country", "Country",
          "titleKind", "Kind of title",
          "titleAge", "Age of title",
          "historyLength", "Events of the member before");

  private final ReplayFigures figures;
  private final ReplayQuality quality;
  private final List<ModelFigures> models;

  ReplayReport(ReplayFigures figures) {
    this.figures = figures;
    this.quality = figures.quality();
    this.models = quality.b() == null ? List.of(quality.a()) : List.of(quality.a(), quality.b());
  }

  Report report() {
    List<Section> sections = new ArrayList<>();
    sections.add(found());
    if (quality.comparison() != null) {
      sections.addAll(new ComparisonSections(quality).sections());
    }
    sections.add(overTime());
    sections.add(staleness());
    sections.add(rows());
    sections.add(slices());
    sections.add(shown());
    sections.add(run());
    return new Report(title(), subtitle(), sections, figures.origins());
  }

  private String title() {
    return models.size() == 1
        ? "Replay: " + models.get(0).name()
        : "Replay: " + models.get(0).name() + " and " + models.get(1).name();
  }

  private String subtitle() {
    return "%,d events of %,d members through the engine: a page after each, held against the %,d plays"
            .formatted(figures.eventsIn(), figures.members(), quality.plays())
        + " that followed.";
  }

  private Section found() {
    DataTable.Builder table =
        DataTable.of(
            "The title that was played next, on the page in force before it: whole page, from the"
                + " top, each row from the left",
            TableColumn.text("model"),
            TableColumn.integer("first"),
            TableColumn.interval("NDCG", FIGURE),
            TableColumn.interval("MRR", FIGURE),
            TableColumn.interval("hit rate", FIGURE));
    for (ModelFigures model : models) {
      for (RankedFigures at : model.wholePage()) {
        table.row(
            model.name(),
            at.k(),
            Estimates.of(at.ndcg()),
            Estimates.of(at.mrr()),
            Estimates.of(at.hr()));
      }
    }
    List<Block> blocks = new ArrayList<>(List.of(table.build()));
    for (ModelFigures model : models) {
      if (model.playsWithoutPage() > 0) {
        blocks.add(
            new Note(
                "%s: %,d plays more came before their member had a page; they count nowhere."
                    .formatted(model.name(), model.playsWithoutPage())));
      }
    }
    return new Section(
        "Was it on the page?",
        "Higher is better; in brackets 95 % intervals, drawn over members.",
        blocks);
  }

  private Section overTime() {
    List<LineChart.Series> series = new ArrayList<>();
    for (ModelFigures model : models) {
      List<LineChart.Point> points = new ArrayList<>();
      for (QualityOverTime.Part part : model.overTime().parts()) {
        points.add(new LineChart.Point(part.fromMs(), Estimates.of(part.ndcg10())));
      }
      series.add(new LineChart.Series(model.name(), points));
    }
    return new Section(
        "Over time",
        "NDCG@10 of the plays of each thirtieth of the recording.",
        List.of(new LineChart("Quality over time", "NDCG@10", FIGURE, series)));
  }

  private Section staleness() {
    List<Block> blocks = new ArrayList<>();
    List<String> ages =
        quality.a().staleness().ages().stream().map(age -> Durations.words(age.ageMs())).toList();
    List<BarChart.Series> series = new ArrayList<>();
    DataTable.Builder table =
        DataTable.of(
            "What lists of an age lose against those in force, over the same plays",
            TableColumn.text("model"),
            TableColumn.text("age"),
            TableColumn.integer("plays with such a page"),
            TableColumn.share("of the pages are others"),
            TableColumn.interval("NDCG@10", FIGURE),
            TableColumn.interval("NDCG@10 lost", FIGURE),
            TableColumn.interval("hit rate@10 lost", FIGURE));
    for (ModelFigures model : models) {
      List<io.playhead.deploy.report.Estimate> values = new ArrayList<>();
      for (StalenessFigures.Age age : model.staleness().ages()) {
        values.add(Estimates.of(age.ndcg10()));
        table.row(
            model.name(),
            Durations.words(age.ageMs()),
            age.playsWithPage(),
            age.changedShare(),
            Estimates.of(age.ndcg10()),
            Estimates.of(age.ndcg10Loss()),
            Estimates.of(age.hr10Loss()));
      }
      series.add(new BarChart.Series(model.name(), values));
    }
    blocks.add(new BarChart("NDCG@10 by age of the list", "age", "NDCG@10", FIGURE, ages, series));
    blocks.add(table.build());
    blocks.add(
        new Note(
            "%,d plays have a page of the oldest age shown; an age with fewer than %,d plays is left out."
                .formatted(quality.a().staleness().plays(), quality.a().staleness().playsMin())));
    return new Section(
        "How lists grow old",
        "What the same model loses when its lists are not made anew after each event.",
        blocks);
  }

  private Section rows() {
    DataTable.Builder table =
        DataTable.of(
            "In which row the title was",
            TableColumn.text("model"),
            TableColumn.text("row"),
            TableColumn.integer("plays"),
            TableColumn.share("of the plays"),
            TableColumn.decimals("mean place in the row", 1),
            TableColumn.decimals("mean rank on the page", 1));
    for (ModelFigures model : models) {
      for (RowFigures row : model.rows()) {
        table.row(
            model.name(), row.row(), row.plays(), row.share(), row.meanPlace(), row.meanRank());
      }
      table.row(model.name(), "not on the page", null, model.notOnPageShare(), null, null);
    }
    return new Section("Rows", "What each row of the page is good for.", List.of(table.build()));
  }

  private Section slices() {
    List<Block> blocks = new ArrayList<>();
    Map<String, List<SliceFigures>> first = quality.a().slices();
    for (String dimension : first.keySet()) {
      if (first.get(dimension).size() > 1) {
        blocks.add(slice(dimension));
      }
    }
    if (blocks.isEmpty()) {
      blocks.add(new Note("All plays are alike in everything that the recording says of them."));
    }
    return new Section("Where", "NDCG@10 by what is known of the moment of the play.", blocks);
  }

  private BarChart slice(String dimension) {
    Set<String> values = new LinkedHashSet<>();
    models.forEach(m -> m.slices().get(dimension).forEach(slice -> values.add(slice.value())));
    List<BarChart.Series> series = new ArrayList<>();
    for (ModelFigures model : models) {
      Function<String, io.playhead.deploy.report.Estimate> of =
          value ->
              model.slices().get(dimension).stream()
                  .filter(slice -> slice.value().equals(value))
                  .map(slice -> Estimates.of(slice.ndcg10()))
                  .findFirst()
                  .orElse(io.playhead.deploy.report.Estimate.NONE);
      series.add(new BarChart.Series(model.name(), values.stream().map(of).toList()));
    }
    String heading = DIMENSIONS.getOrDefault(dimension, dimension);
    return new BarChart(heading, heading, "NDCG@10", FIGURE, List.copyOf(values), series);
  }

  private Section shown() {
    DataTable.Builder table =
        DataTable.of(
            "What the pages showed",
            TableColumn.text("model"),
            TableColumn.text("titles looked at"),
            TableColumn.share("of the catalogue"),
            TableColumn.decimals("Gini", 3),
            TableColumn.decimals("novelty, bits", 2),
            TableColumn.share("under 30 days old"),
            TableColumn.share("new in the first 20 from page to page"),
            TableColumn.text("median age of the page in use"));
    for (ModelFigures model : models) {
      String age =
          model.freshness().pageAge() == null
              ? null
              : Durations.words(model.freshness().pageAge().p50Ms());
      var ten = model.exposureFirst10();
      table.row(
          model.name(),
          "first ten",
          ten.coverage(),
          ten.gini(),
          ten.noveltyBits(),
          ten.newShare(),
          model.churn().churn20(),
          age);
      var whole = model.exposureWholePage();
      table.row(
          model.name(),
          "whole page",
          whole.coverage(),
          whole.gini(),
          whole.noveltyBits(),
          whole.newShare(),
          null,
          null);
    }
    return new Section(
        "What was shown",
        "How much of the catalogue, how daring, how restless.",
        List.of(table.build()));
  }

  private Section run() {
    DataTable.Builder table =
        DataTable.of(
            "The run",
            TableColumn.text("model"),
            TableColumn.integer("events"),
            TableColumn.integer("lists"),
            TableColumn.integer("rejected"),
            TableColumn.integer("lost"),
            TableColumn.decimals("events a second", 0));
    for (ReplayFigures.Run run : figures.runs()) {
      table.row(
          run.modelId(),
          figures.eventsIn(),
          run.listsOut(),
          run.rejected(),
          run.lost(),
          run.eventsPerSecond());
    }
    return new Section(
        "The run", "Lost is an accepted event that no list reflects.", List.of(table.build()));
  }
}

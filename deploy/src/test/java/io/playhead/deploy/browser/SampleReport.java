package io.playhead.deploy.browser;

import io.playhead.deploy.report.BarChart;
import io.playhead.deploy.report.Block;
import io.playhead.deploy.report.DataTable;
import io.playhead.deploy.report.Digits;
import io.playhead.deploy.report.Estimate;
import io.playhead.deploy.report.LineChart;
import io.playhead.deploy.report.Note;
import io.playhead.deploy.report.Report;
import io.playhead.deploy.report.Section;
import io.playhead.deploy.report.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A report with one of everything, and what hostile recordings may hold. Test fixture. */
final class SampleReport {
  static final String HOSTILE =
      "</script><script>window.pwned=1</script><img src=x onerror=\"window.pwned=1\"> '\"`& <!-- ${1}"
          + " \u2028\u2029 \u202Egnp.exe 七人の侍 👩‍🚀";

  private static final Digits NDCG = Digits.decimals(3);
  private static final String ALS = "als-2026-11-20";
  private static final String SEQUENCE = "sequence-2026-11-27";
  private static final long SUNDAY_MS = 1_763_856_000_000L; // 2025-11-23T00:00Z
  private static final long HOUR_MS = 3_600_000L;

  private SampleReport() {}

  /** As replay would fill it. */
  static Report plain() {
    return new Report(
        "Two models over one week",
        "sequence-2026-11-27 puts what is played next among its first ten in 41.2 % of 48,210 plays,"
            + " als-2026-11-20 in 37.9 %.",
        List.of(overall(), devices(), overTime(), titles()),
        List.of(
            new Report.Origin(
                "command",
                "deploy/playhead replay --recording week-47 --bundle models/sequence-2026-11-27"
                    + " --against models/als-2026-11-20 --out results/week-47 --report"
                    + " results/week-47/report.html --seed 11"),
            new Report.Origin(
                "recording",
                "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            new Report.Origin("commit", "a03d4d3"),
            new Report.Origin("seed", "11")));
  }

  private static Section overall() {
    DataTable figures =
        DataTable.of(
                "Figures of both models",
                TableColumn.text("model"),
                TableColumn.integer("plays"),
                TableColumn.share("HR@10"),
                TableColumn.interval("NDCG@10", NDCG),
                TableColumn.decimals("ms per page", 2))
            .row(SEQUENCE, 48_210, 0.412, new Estimate(0.2613, 0.2561, 0.2664), 1.84)
            .row(ALS, 48_210, 0.379, new Estimate(0.2334, 0.2287, 0.2385), 0.31)
            .row("popularity", 48_210, 0.187, new Estimate(0.1012, 0.0981, 0.1044), null)
            .build();
    return new Section(
        "Who wins",
        "The sequence model is ahead by 0.028 NDCG@10, more than the interval of the difference.",
        List.of(
            figures, new Note("[low, high]: 95 % of 1,000 resamples of the members, seed 11.")));
  }

  private static Section devices() {
    BarChart chart =
        new BarChart(
            "NDCG@10 by device",
            "device",
            "NDCG@10",
            NDCG,
            List.of("television", "phone", "tablet", "computer", "console", "unknown"),
            List.of(
                new BarChart.Series(
                    SEQUENCE,
                    List.of(
                        new Estimate(0.284, 0.277, 0.291),
                        new Estimate(0.251, 0.242, 0.260),
                        new Estimate(0.243, 0.229, 0.257),
                        new Estimate(0.227, 0.214, 0.241),
                        new Estimate(0.262, 0.221, 0.304),
                        Estimate.NONE)),
                new BarChart.Series(
                    ALS,
                    List.of(
                        new Estimate(0.246, 0.239, 0.253),
                        new Estimate(0.222, 0.213, 0.231),
                        new Estimate(0.231, 0.217, 0.245),
                        new Estimate(0.233, 0.219, 0.246),
                        new Estimate(0.214, 0.176, 0.253),
                        Estimate.of(0.2)))));
    return new Section(
        "Where it wins",
        "Most on the television, where evenings repeat; on the computer the two are level.",
        List.of(chart));
  }

  private static Section overTime() {
    Random random = new Random(11);
    List<LineChart.Point> sequence = new ArrayList<>();
    List<LineChart.Point> als = new ArrayList<>();
    List<LineChart.Point> share = new ArrayList<>();
    for (int hour = 0; hour < 7 * 24; hour += 3) {
      double evening = 0.02 * Math.sin((hour - 14) * Math.PI / 12);
      long timeMs = SUNDAY_MS + hour * HOUR_MS;
      boolean isAway = hour >= 60 && hour < 66;
      sequence.add(point(timeMs, 0.255 + evening + hour * 1e-4, 0.012, random, isAway));
      als.add(point(timeMs, 0.235 + evening, 0.011, random, isAway));
      share.add(new LineChart.Point(timeMs, Estimate.of(0.31 + 4 * evening)));
    }
    return new Section(
        "Over the week",
        "The gap grows with the members' histories. Nothing was recorded on Tuesday from noon to six.",
        List.of(
            new LineChart(
                "NDCG@10 over time",
                "NDCG@10, three hours each",
                NDCG,
                List.of(new LineChart.Series(SEQUENCE, sequence), new LineChart.Series(ALS, als))),
            new LineChart(
                "Plays from the top row",
                "share of plays",
                Digits.SHARE,
                List.of(new LineChart.Series("top-picks", share)))));
  }

  private static LineChart.Point point(
      long timeMs, double mean, double half, Random random, boolean isAway) {
    double value = mean + 0.004 * random.nextGaussian();
    return new LineChart.Point(
        timeMs, isAway ? Estimate.NONE : new Estimate(value, value - half, value + half));
  }

  private static Section titles() {
    DataTable.Builder table =
        DataTable.of(
            "Titles that gained most",
            TableColumn.text("title"),
            TableColumn.text("kind"),
            TableColumn.integer("plays"),
            TableColumn.interval("NDCG@10, sequence", NDCG),
            TableColumn.interval("NDCG@10, ALS", NDCG),
            TableColumn.decimals("difference", 3));
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      double als = 0.1 + 0.2 * random.nextDouble();
      double gain = 0.12 - i * 0.003;
      table.row(
          i == 3 ? "Wer früher stirbt ist länger tot" : "title-" + (1_000 + random.nextInt(9_000)),
          i % 3 == 0 ? "show" : i == 7 ? null : "movie",
          random.nextInt(3_000) + 40,
          new Estimate(als + gain, als + gain - 0.01, als + gain + 0.01),
          i == 4 ? null : new Estimate(als, als - 0.01, als + 0.01),
          i == 4 ? null : gain);
    }
    return new Section("Which titles", "Shows gain more than movies.", List.of(table.build()));
  }

  /** The same string wherever a string may be. */
  static Report hostile() {
    List<Estimate> values = List.of(new Estimate(0.5, 0.4, 0.6));
    List<Block> blocks =
        List.of(
            DataTable.of(HOSTILE, TableColumn.text(HOSTILE), TableColumn.integer(HOSTILE))
                .row(HOSTILE, 1)
                .build(),
            new BarChart(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                NDCG,
                List.of(HOSTILE),
                List.of(new BarChart.Series(HOSTILE, values))),
            new LineChart(
                HOSTILE,
                HOSTILE,
                NDCG,
                List.of(
                    new LineChart.Series(
                        HOSTILE,
                        List.of(
                            new LineChart.Point(SUNDAY_MS, Estimate.of(1)),
                            new LineChart.Point(SUNDAY_MS + HOUR_MS, Estimate.of(2)))))),
            new Note(HOSTILE));
    return new Report(
        HOSTILE,
        HOSTILE,
        List.of(
            new Section(HOSTILE, HOSTILE, blocks),
            new Section(HOSTILE, HOSTILE, List.of()),
            new Section(HOSTILE, HOSTILE, List.of())),
        List.of(new Report.Origin(HOSTILE, HOSTILE)));
  }
}

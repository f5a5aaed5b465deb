package io.playhead.deploy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a report holds; that it works is for a browser to say. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReportPageTest {
  private static final DataTable TABLE =
      DataTable.of(
              "models",
              TableColumn.text("model"),
              TableColumn.integer("plays"),
              TableColumn.share("HR@10"),
              TableColumn.interval("NDCG@10", Digits.decimals(3)),
              TableColumn.decimals("ms", 2))
          .row("a<b", 12_345, 0.2134, new Estimate(0.2131, 0.2084, 0.2188), null)
          .row(null, 1L, 1, Estimate.of(-0.5), Double.NaN)
          .build();
  private static final BarChart BARS =
      new BarChart(
          "by device",
          "device",
          "NDCG@10",
          Digits.decimals(2),
          List.of("phone"),
          List.of(new BarChart.Series("m", List.of(new Estimate(0.5, 0.4, 0.6)))));

  @Test
  void cellsArePrintedByTheirColumn() {
    String page = page(TABLE);

    assertThat(page)
        .contains("<th scope=\"row\" class=\"text\">a&lt;b</th>")
        .contains("data-value=\"12345.0\">12,345</td>")
        .contains("data-value=\"0.2134\">21.3 %</td>")
        .contains(">0.213 <span class=\"interval\">[0.208, 0.219]</span></td>")
        .contains("data-value=\"1.0\">100.0 %</td>")
        .contains("data-value=\"-0.5\">-0.500</td>")
        .contains("<td class=\"text none\">–</td>")
        .contains("<td class=\"number\">–</td>");
  }

  @Test
  void aPageWithoutChartsHasNoChartLibrary() {
    assertThat(page(TABLE)).doesNotContain("Chart.js").hasSizeLessThan(20_000);
    assertThat(page(BARS)).contains("Chart.js v").contains("Permission is hereby granted");
  }

  @Test
  void thePolicyNamesEachPartAndNothingElse() {
    String policy =
        page(BARS).replaceAll("(?s).*Content-Security-Policy\" content=\"([^\"]*)\".*", "$1");

    assertThat(policy.replace("&#39;", "'").replaceAll("sha256-[A-Za-z0-9+/=]{44}", "HASH"))
        .isEqualTo(
            "default-src 'none'; script-src 'HASH' 'HASH' 'HASH'; style-src 'HASH';"
                + " base-uri 'none'; form-action 'none'");
  }

  @Test
  void everyChartHasItsNumbers() {
    LineChart lines =
        new LineChart(
            "over time",
            "NDCG@10",
            Digits.decimals(2),
            List.of(
                new LineChart.Series(
                    "a",
                    List.of(
                        new LineChart.Point(3_600_000, Estimate.of(2)),
                        new LineChart.Point(0, new Estimate(1, 0.5, 1.5)))),
                new LineChart.Series("b", List.of(new LineChart.Point(0, Estimate.of(3))))));

    assertThat(BARS.numbers().rows())
        .containsExactly(List.of("phone", new Estimate(0.5, 0.4, 0.6)));
    assertThat(lines.numbers().rows().get(0))
        .containsExactly("1970-01-01T00:00:00Z", new Estimate(1, 0.5, 1.5), Estimate.of(3));
    assertThat(lines.numbers().rows().get(1))
        .containsExactly("1970-01-01T01:00:00Z", Estimate.of(2), null);
    assertThat(page(lines)).contains("0.50, 1.50");
  }

  @Test
  void whatHtmlForbidsIsReplaced(@TempDir Path folder) throws Exception {
    String text = "half \uD83D pair, \u0000, \u001B, whole \uD83D\uDE80, \r, \t";
    Path file = folder.resolve("new/report.html");

    ReportFile.write(file, new Report(text, "", List.of(section(chartOf(text))), List.of()));

    String page = Files.readString(file); // which refuses what is not UTF-8
    assertThat(page)
        .contains("<h1>half \uFFFD pair, \uFFFD, \uFFFD, whole \uD83D\uDE80, &#13;, \t</h1>");
    assertThat(page.substring(page.indexOf("id=\"charts\""), page.indexOf("id=\"charts\"") + 300))
        .contains("pair, \\u0000, \\u001B, whole \uD83D\uDE80, \\r, \\t");
  }

  @Test
  void theFileIsForAllWhoMayReadTheFolderAndNoDraftIsLeft(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), "old");

    ReportFile.write(file, new Report("new", "", List.of(), List.of()));

    assertThat(Files.readString(file)).contains("<h1>new</h1>");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("usual"))))
        .contains(PosixFilePermission.OWNER_READ);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    assertThatThrownBy(() -> DataTable.of("pages", TableColumn.integer("count")).row("x").build())
        .hasMessageContaining("pages")
        .hasMessageContaining("[x]");
    assertThatThrownBy(() -> DataTable.of("pages", TableColumn.text("a")).row("x", "y").build())
        .hasMessageContaining("[x, y]");
    assertThatThrownBy(
            () ->
                new BarChart(
                    "bars",
                    "device",
                    "axis",
                    Digits.WHOLE,
                    List.of("phone", "tablet"),
                    List.of(new BarChart.Series("m", List.of(Estimate.NONE)))))
        .hasMessage("bars has 2 categories and 1 values of m");
    assertThatThrownBy(() -> new LineChart("lines", "axis", Digits.WHOLE, List.of()))
        .hasMessage("lines has 0 series, not 1 or 2");
    assertThatThrownBy(() -> new InlinePart("x = '</SCRIPT>'"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BarChart chartOf(String text) {
    return new BarChart(text, text, text, Digits.WHOLE, List.of(), List.of(noBars(text)));
  }

  private static BarChart.Series noBars(String name) {
    return new BarChart.Series(name, List.of());
  }

  private static Section section(Block block) {
    return new Section("heading", "sentence", List.of(block));
  }

  private static String page(Block block) {
    return ReportPage.of(new Report("title", "subtitle", List.of(section(block)), List.of()));
  }
}

package io.playhead.deploy.report;

import java.util.List;

/**
 * The page of a report: all text and all numbers are in its HTML, the script adds sorting and draws
 * the charts. Its Content-Security-Policy runs the parts that are named by their hashes, and
 * reaches nothing outside the file. One page per instance.
 */
final class ReportPage {
  private static final String ORIGINS_ID = "how";
  private static final String ORIGINS_HEADING = "How this was made";
  private static final String NO_SCRIPT =
      "Charts need JavaScript. Their numbers are in the tables below them.";
  private static final int SECTIONS_WITHOUT_CONTENTS = 2;

  private final Report report;
  private final ChartData charts = new ChartData();
  private int chartCount;

  private ReportPage(Report report) {
    this.report = report;
  }

  /** The whole document. */
  static String of(Report report) {
    return new ReportPage(report).html();
  }

  private String html() {
    Markup body = new Markup();
    body.open("header").element("h1", report.title());
    body.element("p", report.subtitle(), "class", "subtitle");
    contents(body);
    body.close("header").line().open("main").line();
    for (int i = 0; i < report.sections().size(); i++) {
      section(report.sections().get(i), id(i), body);
    }
    origins(body);
    body.close("main").line();
    return document(body);
  }

  private String document(Markup body) {
    InlinePart style = InlinePart.ofResource("report.css");
    List<InlinePart> scripts = scripts();

    Markup html = new Markup().verbatim("<!doctype html>\n").open("html", "lang", "en").line();
    html.open("head").line().open("meta", "charset", "utf-8").line();
    meta(html, "http-equiv", "Content-Security-Policy", policy(style, scripts));
    meta(html, "name", "viewport", "width=device-width, initial-scale=1");
    meta(html, "name", "color-scheme", "light dark");
    meta(html, "name", "referrer", "no-referrer");
    html.element("title", report.title()).line();
    html.open("style").verbatim(style.text()).close("style", "head").line();
    html.open("body").line().verbatim(body.toString());
    if (!charts.isEmpty()) {
      html.open("noscript").element("p", NO_SCRIPT, "class", "note").close("noscript").line();
      html.open("script", "type", "application/json", "id", "charts");
      html.verbatim(charts.json()).close("script").line();
    }
    for (InlinePart script : scripts) {
      html.open("script").verbatim(script.text()).close("script").line();
    }
    return html.close("body", "html").line().toString();
  }

  private List<InlinePart> scripts() {
    InlinePart sort = InlinePart.ofResource("sort.js");
    return charts.isEmpty()
        ? List.of(sort)
        : List.of(sort, ChartLibrary.script(), InlinePart.ofResource("charts.js"));
  }

  private static void meta(Markup html, String key, String name, String content) {
    html.open("meta", key, name, "content", content).line();
  }

  private static String policy(InlinePart style, List<InlinePart> scripts) {
    StringBuilder sources = new StringBuilder();
    scripts.forEach(script -> sources.append(' ').append(script.policySource()));
    return "default-src 'none'; script-src%s; style-src %s; base-uri 'none'; form-action 'none'"
        .formatted(sources, style.policySource());
  }

  private static String id(int section) {
    return "section-" + (section + 1);
  }

  private void contents(Markup html) {
    if (report.sections().size() <= SECTIONS_WITHOUT_CONTENTS) {
      return;
    }
    html.open("nav", "aria-label", "Sections").open("ol");
    for (int i = 0; i < report.sections().size(); i++) {
      link(id(i), report.sections().get(i).heading(), html);
    }
    if (!report.origins().isEmpty()) {
      link(ORIGINS_ID, ORIGINS_HEADING, html);
    }
    html.close("ol", "nav");
  }

  private static void link(String id, String text, Markup html) {
    html.open("li").element("a", text, "href", "#" + id).close("li");
  }

  private void section(Section section, String id, Markup html) {
    html.open("section", "id", id, "aria-labelledby", id + "-heading");
    html.element("h2", section.heading(), "id", id + "-heading");
    html.element("p", section.sentence(), "class", "sentence").line();
    for (Block block : section.blocks()) {
      if (block instanceof DataTable table) {
        TableMarkup.write(table, html);
      } else if (block instanceof Note note) {
        html.element("p", note.text(), "class", "note").line();
      } else {
        chart(block, html);
      }
    }
    html.close("section").line();
  }

  private void chart(Block block, Markup html) {
    String id = "chart-" + ++chartCount;
    if (block instanceof BarChart bars) {
      charts.add(id, bars);
      figure(id, bars.caption(), bars.numbers(), html);
    } else if (block instanceof LineChart lines) {
      charts.add(id, lines);
      figure(id, lines.caption(), lines.numbers(), html);
    }
  }

  private static void figure(String id, String caption, DataTable numbers, Markup html) {
    html.open("figure").element("figcaption", caption).open("div", "class", "plot");
    String label = caption + ". The numbers are in the table below.";
    html.open("canvas", "id", id, "role", "img", "aria-label", label);
    html.close("canvas", "div").line();
    html.open("details").element("summary", "Numbers of this chart");
    TableMarkup.write(numbers, html);
    html.close("details", "figure").line();
  }

  private void origins(Markup html) {
    if (report.origins().isEmpty()) {
      return;
    }
    html.open("section", "id", ORIGINS_ID, "aria-labelledby", ORIGINS_ID + "-heading");
    html.element("h2", ORIGINS_HEADING, "id", ORIGINS_ID + "-heading").open("dl");
    for (Report.Origin origin : report.origins()) {
      html.element("dt", origin.name()).open("dd").element("code", origin.value()).close("dd");
    }
    html.close("dl", "section").line();
  }
}

package io.playhead.deploy.report;

import java.util.List;

/**
 * A table as HTML: every heading is a button that sorts, every number carries its exact value as
 * {@code data-value}. Pure.
 */
final class TableMarkup {
  private TableMarkup() {}

  static void write(DataTable table, Markup html) {
    // Wide tables scroll by themselves, also by keyboard, and never the page.
    html.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", table.caption());
    html.open("table").element("caption", table.caption());
    html.open("thead").open("tr");
    table.columns().forEach(column -> head(column, html));
    html.close("tr", "thead").line().open("tbody");
    table.rows().forEach(row -> row(table.columns(), row, html));
    html.close("tbody", "table", "div").line();
  }

  private static void head(TableColumn column, Markup html) {
    html.open("th", "scope", "col", "class", kind(column), "data-kind", kind(column));
    html.element("button", column.heading(), "type", "button").close("th");
  }

  private static void row(List<TableColumn> columns, List<Object> row, Markup html) {
    html.line().open("tr");
    for (int i = 0; i < row.size(); i++) {
      cell(columns.get(i), row.get(i), i == 0, html);
    }
    html.close("tr");
  }

  private static void cell(TableColumn column, Object cell, boolean isFirst, Markup html) {
    if (column.kind() == TableColumn.Kind.TEXT) {
      text((String) cell, isFirst, html);
      return;
    }
    Estimate estimate =
        cell == null
            ? Estimate.NONE
            : cell instanceof Estimate interval ? interval : of((Number) cell);
    if (!estimate.isKnown()) {
      html.element("td", Digits.NONE, "class", "number");
      return;
    }
    Digits digits = column.digits();
    html.open("td", "class", "number", "data-value", Double.toString(estimate.value()));
    html.text(digits.text(estimate.value()));
    if (estimate.hasInterval()) {
      html.text(" ").element("span", digits.interval(estimate), "class", "interval");
    }
    html.close("td");
  }

  private static Estimate of(Number number) {
    return Estimate.of(number.doubleValue());
  }

  private static void text(String text, boolean isFirst, Markup html) {
    if (text == null) {
      html.element("td", Digits.NONE, "class", "text none");
    } else if (isFirst) {
      html.element("th", text, "scope", "row", "class", "text");
    } else {
      html.element("td", text, "class", "text");
    }
  }

  private static String kind(TableColumn column) {
    return column.kind() == TableColumn.Kind.TEXT ? "text" : "number";
  }
}

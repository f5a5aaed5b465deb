package io.playhead.deploy.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Horizontal bars from zero, with whiskers for the intervals; one or two series beside each other.
 *
 * @param caption what is compared
 * @param categoryHeading what a category is, such as device
 * @param axis what the length of a bar is, with its unit
 * @param digits how values are printed
 * @param categories from top to bottom
 * @param series one or two, with one value per category
 */
public record BarChart(
    String caption,
    String categoryHeading,
    String axis,
    Digits digits,
    List<String> categories,
    List<Series> series)
    implements Block {
  private static final int SERIES_MAX = 2; // one accent colour, and grey

  /** Copies the lists; refuses series that do not fit the categories. */
  public BarChart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    if (series.isEmpty() || series.size() > SERIES_MAX) {
      throw new IllegalArgumentException(caption + " has " + series.size() + " series, not 1 or 2");
    }
    for (Series one : series) {
      if (one.values().size() != categories.size()) {
        throw new IllegalArgumentException(
            "%s has %d categories and %d values of %s"
                .formatted(caption, categories.size(), one.values().size(), one.name()));
      }
    }
  }

  /**
   * Bars of one colour.
   *
   * @param name what they are, such as a model's id
   * @param values one per category; {@link Estimate#NONE} where there is none
   */
  public record Series(String name, List<Estimate> values) {
    /** Copies the list. */
    public Series {
      values = List.copyOf(values);
    }
  }

  /** The numbers, for those who cannot or do not want to see bars. */
  DataTable numbers() {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(TableColumn.text(categoryHeading));
    series.forEach(one -> columns.add(TableColumn.interval(one.name(), digits)));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      List<Object> row = new ArrayList<>(List.of(categories.get(i)));
      for (Series one : series) {
        row.add(one.values().get(i));
      }
      rows.add(row);
    }
    return new DataTable(axis, columns, rows);
  }
}

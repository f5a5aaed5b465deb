package io.playhead.deploy.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Lines over time (UTC), with bands for the intervals; one or two series.
 *
 * @param caption what is followed
 * @param axis what the height is, with its unit
 * @param digits how values are printed
 * @param series one or two
 */
public record LineChart(String caption, String axis, Digits digits, List<Series> series)
    implements Block {
  private static final int SERIES_MAX = 2; // one accent colour, and grey

  /** Copies the list. */
  public LineChart {
    series = List.copyOf(series);
    if (series.isEmpty() || series.size() > SERIES_MAX) {
      throw new IllegalArgumentException(caption + " has " + series.size() + " series, not 1 or 2");
    }
  }

  /**
   * One line.
   *
   * @param name what it is, such as a model's id
   * @param points in any order
   */
  public record Series(String name, List<Point> points) {
    /** Puts the points in the order of time. */
    public Series {
      points = points.stream().sorted(Comparator.comparingLong(Point::timeMs)).toList();
    }
  }

  /**
   * A point of a line.
   *
   * @param timeMs milliseconds since 1970-01-01 UTC
   * @param value what was then; {@link Estimate#NONE} interrupts the line
   */
  public record Point(long timeMs, Estimate value) {}

  /** The numbers, for those who cannot or do not want to see lines. */
  DataTable numbers() {
    List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text("time (UTC)")));
    series.forEach(one -> columns.add(TableColumn.interval(one.name(), digits)));
    TreeMap<Long, Object[]> rows = new TreeMap<>();
    for (int i = 0; i < series.size(); i++) {
      for (Point point : series.get(i).points()) {
        Object[] row = rows.computeIfAbsent(point.timeMs(), this::emptyRow);
        row[1 + i] = point.value();
      }
    }
    return new DataTable(axis, columns, rows.values().stream().map(Arrays::asList).toList());
  }

  private Object[] emptyRow(long timeMs) {
    Object[] row = new Object[1 + series.size()];
    row[0] = Instant.ofEpochMilli(timeMs).toString();
    return row;
  }
}

package io.playhead.deploy.tables;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's reader of our files: DuckDB in memory, started in a folder. Test fixture. */
final class DuckDb implements AutoCloseable {
  private final Connection connection;

  DuckDb(Path folder) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    query("SET TimeZone = 'UTC'");
    query("SET file_search_path = '" + folder + "'");
  }

  /** Rows of the last statement, values as strings, null where there is none. */
  List<List<String>> query(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return rows;
      }
      try (ResultSet result = statement.getResultSet()) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** The only value of the only row. */
  String value(String sql) throws SQLException {
    return query(sql).get(0).get(0);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

package io.playhead.deploy.importing;

import java.io.IOException;
import java.util.List;

/** A file of rows, one after the other. A row that cannot be read does not end it. One thread. */
interface Rows extends AutoCloseable {
  /** Moves to the next row; false: there is none. */
  boolean nextRow();

  /** The row's number in the file; the first is 1, a header counts. */
  long rowNumber();

  /** The row's values. */
  List<String> row() throws RejectedRow;

  /** The row's beginning, for a person. */
  String excerpt();

  @Override
  void close() throws IOException;
}

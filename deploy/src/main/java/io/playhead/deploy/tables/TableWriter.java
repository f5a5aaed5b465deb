package io.playhead.deploy.tables;

import java.io.IOException;

/**
 * Writes the rows of one table. The file is under its name once {@link #finish} returned, whole,
 * and never before; what is closed without it leaves nothing, and what stood there stays. One
 * thread; any {@link IOException} is the disk's, and ends the writing.
 *
 * @param <R> the row
 */
public interface TableWriter<R> extends AutoCloseable {
  /** Appends a row. */
  void write(R row) throws IOException;

  /** Writes the rest and puts the file under its name, where it replaces what stood there. */
  void finish() throws IOException;

  /** Removes what was written, unless finished. */
  @Override
  void close() throws IOException;
}

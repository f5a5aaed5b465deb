package io.playhead.deploy.replay;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.AvroTrust;
import io.playhead.schemas.Recommendation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records of one topic that a run left in files, file after file in the order in which they
 * were begun: a member's files are all of one subtask, so each member's records come in their
 * order. Belongs to one thread; close it to close the file.
 *
 * @param <T> the topic's record
 */
final class ListFiles<T extends SpecificRecord> implements Iterator<T>, AutoCloseable {
  private final Class<T> type;
  private final Iterator<Path> rest;
  private DataFileReader<T> file; // null: before the first, or after the last

  private ListFiles(Class<T> type, List<Path> files) {
    this.type = type;
    this.rest = files.iterator();
  }

  /** The lists in that folder. */
  static ListFiles<Recommendation> lists(Path folder) {
    return in(folder, Recommendation.class, Recommendation::getMadeAtMs);
  }

  /**
   * The records in that folder; none where it is missing.
   *
   * @param order what the files' first records are ordered by
   */
  static <T extends SpecificRecord> ListFiles<T> in(
      Path folder, Class<T> type, ToLongFunction<T> order) {
    AvroTrust.require();
    record Begun(Path file, long at) {}
    List<Begun> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path path : all.filter(ListFiles::isWhole).sorted().toList()) {
          try (DataFileReader<T> reader = open(path, type)) {
            files.add(new Begun(path, reader.hasNext() ? order.applyAsLong(reader.next()) : 0));
          }
        }
      } catch (IOException e) {
        throw unreadable(folder, e);
      }
    }
    files.sort(Comparator.comparingLong(Begun::at));
    return new ListFiles<>(type, files.stream().map(Begun::file).toList());
  }

  /** Files of a checkpoint that never was are hidden, and no part of it. */
  private static boolean isWhole(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".avro") && !name.startsWith(".");
  }

  private static <T extends SpecificRecord> DataFileReader<T> open(Path path, Class<T> type)
      throws IOException {
    return new DataFileReader<>(path.toFile(), new SpecificDatumReader<>(type));
  }

  @Override
  public boolean hasNext() {
    try {
      while (file == null || !file.hasNext()) {
        if (file != null) {
          file.close();
          file = null;
        }
        if (!rest.hasNext()) {
          return false;
        }
        file = open(rest.next(), type);
      }
      return true;
    } catch (IOException e) {
      throw unreadable(Path.of("the replay's files"), e);
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return file.next();
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw unreadable(Path.of("the replay's files"), e);
      }
    }
  }

  private static CommandFailure unreadable(Path what, IOException e) {
    return CommandFailure.other(what + " cannot be read: " + e.getMessage(), e);
  }
}

package io.playhead.stream;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.java.tuple.Tuple7;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.input.KeyedStateInputFormat;
import org.apache.flink.state.api.input.SourceBuilder;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Looks for members in a checkpoint or savepoint: starts a small Flink job that restores the page
 * operator's keyed state and reads all of it. Takes as much temporary disk as the state has.
 */
public final class SavedStateSearch {
  private SavedStateSearch() {}

  /**
   * What is there of {@code memberIds}.
   *
   * @param folder with the file {@code _metadata} in it
   * @throws SavedStateException it cannot be read to its end, or holds what is not known here
   */
  public static SavedMembers search(Path folder, Set<String> memberIds) throws SavedStateException {
    try {
      CheckpointMetadata saved =
          SavepointLoader.loadSavepointMetadata(folder.toAbsolutePath().toUri().toString());
      SavedStateFiles.requireKnown(saved, folder.toString());
      return read(page(saved), memberIds);
    } catch (SavedStateException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SavedStateException("interrupted while reading " + folder, e);
    } catch (Exception e) { // Flink's own interface throws it
      throw new SavedStateException(folder + " cannot be read: " + rootMessage(e), e);
    }
  }

  private static OperatorState page(CheckpointMetadata saved) {
    OperatorIdentifier page = OperatorIdentifier.forUid(PlayheadJob.PAGE_UID);
    return saved.getOperatorStates().stream()
        .filter(operator -> operator.getOperatorID().equals(page.getOperatorId()))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("try") // Flink's close() throws Exception
  private static SavedMembers read(OperatorState page, Set<String> memberIds) throws Exception {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    KeyedStateInputFormat<?, ?, Tuple7<String, Long, Long, Long, Long, Boolean, Long>> format =
        new KeyedStateInputFormat<>(
            page,
            new EmbeddedRocksDBStateBackend(true),
            settings,
            new SavedStateReader(memberIds),
            env.getConfig());
    long memberCount = 0;
    Map<String, SavedMember> found = new TreeMap<>();
    try (CloseableIterator<Tuple7<String, Long, Long, Long, Long, Boolean, Long>> rows =
        SourceBuilder.fromFormat(env, format, SavedStateReader.TYPE).executeAndCollect()) {
      while (rows.hasNext()) {
        var row = rows.next();
        if (row.f0.equals(SavedStateReader.COUNT)) {
          memberCount += row.f1;
        } else {
          found.put(
              row.f0, new SavedMember(row.f0, row.f1, row.f2, row.f3, row.f4, row.f5, row.f6));
        }
      }
    }
    return new SavedMembers(memberCount, Map.copyOf(found));
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}

package io.playhead.stream;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.Priority;

/**
 * What Flink has no setting for: how much overwritten and removed records take in a state's files,
 * how what has been merged is compressed, and how many states can be flushed at once. Flink makes
 * one by its name for each backend.
 */
public final class RocksDbOptions implements RocksDBOptionsFactory {
  /**
   * RocksDB's {@code max_size_amplification_percent}: all files of a state are merged when the
   * newer ones have this share of the oldest one's bytes. At its default of 200 files move between
   * once and three times what lives, and a day does not tell whether state grows.
   */
  static final int OVERWRITTEN_PERCENT_MAX = 50;

  private static final long serialVersionUID = 1;

  /** For Flink. */
  public RocksDbOptions() {}

  @Override
  public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> handlesToClose) {
    // All states of a process share one thread for flushes by default, and at a checkpoint, when
    // all are flushed, every subtask stands still until the last has been.
    Env.getDefault()
        .incBackgroundThreadsIfNeeded(Runtime.getRuntime().availableProcessors(), Priority.HIGH);
    return options;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions options, Collection<AutoCloseable> handlesToClose) {
    CompactionOptionsUniversal universal =
        new CompactionOptionsUniversal().setMaxSizeAmplificationPercent(OVERWRITTEN_PERCENT_MAX);
    handlesToClose.add(universal);
    // Zstandard takes a fifth less than Snappy and longer. What a merge of all files wrote is most
    // of a state and stays long; what a flush writes is merged soon, and a barrier waits for it.
    return options
        .setCompactionOptionsUniversal(universal)
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
  }
}

package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.TableProperties;

/**
 * What was overwritten does not pile up in the files of the job's state; what was merged is
 * compressed well; states are flushed at once.
 */
@Timeout(60)
class RocksDbOptionsTest {
  private static final int KEYS = 2_000;
  private static final int VALUE_BYTES = 200;
  private static final int ROUNDS = 40;
  private static final long SEED = 7;

  @TempDir Path folder;

  @Test
  void filesHoldWhatLivesAndAtMostHalfAsMuchOfTheRest() throws Exception {
    double bound = 1 + RocksDbOptions.OVERWRITTEN_PERCENT_MAX / 100.;
    assertThat(filesOverLiving("job", ofTheJob())).as("seed " + SEED).isLessThan(bound);
    assertThat(filesOverLiving("plain", null)).as("seed " + SEED).isGreaterThan(bound);
  }

  @Test
  void asManyStatesAreFlushedAtOnceAsThereAreCores() throws Exception {
    List<AutoCloseable> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions()) {
      new RocksDbOptions().createDBOptions(options, handles);
      assertThat(Env.getDefault().getBackgroundThreads(Priority.HIGH))
          .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }
    assertThat(handles).isEmpty();
  }

  @Test
  void whatWasMergedIsInZstandardAndWhatWasFlushedIsNot() throws Exception {
    List<AutoCloseable> handles = new ArrayList<>();
    try (ColumnFamilyOptions columns = columns(ofTheJob(), handles);
        DBOptions base = new DBOptions().setCreateIfMissing(true);
        Options options = new Options(base, columns);
        RocksDB db = RocksDB.open(options, folder.resolve("merged").toString())) {
      putTexts(db, 0);
      assertThat(compressions(db)).containsOnly("Snappy");

      db.compactRange();

      assertThat(compressions(db)).containsOnly("ZSTD");
    } finally {
      close(handles);
    }
  }

  @Test
  void stateOfAnOlderVersionIsReadAndMerged() throws Exception {
    try (ColumnFamilyOptions columns = columns(null, List.of());
        DBOptions base = new DBOptions().setCreateIfMissing(true);
        Options options = new Options(base, columns);
        RocksDB db = RocksDB.open(options, folder.resolve("older").toString())) {
      putTexts(db, 0);
      db.compactRange();
      assertThat(compressions(db)).containsOnly("Snappy");
    }
    List<AutoCloseable> handles = new ArrayList<>();
    try (ColumnFamilyOptions columns = columns(ofTheJob(), handles);
        DBOptions base = new DBOptions();
        Options options = new Options(base, columns);
        RocksDB db = RocksDB.open(options, folder.resolve("older").toString())) {
      assertThat(db.get(key(7))).isEqualTo(text(7));
      putTexts(db, KEYS);
      db.compactRange();
      assertThat(compressions(db)).containsOnly("ZSTD");
      assertThat(db.get(key(7))).isEqualTo(text(7));
      assertThat(db.get(key(KEYS + 7))).isEqualTo(text(KEYS + 7));
    } finally {
      close(handles);
    }
  }

  private static void putTexts(RocksDB db, int from) throws RocksDBException {
    for (int i = from; i < from + KEYS; i++) {
      db.put(key(i), text(i));
    }
    try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
      db.flush(wait);
    }
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static byte[] text(int number) {
    return "title-%d of a block of titles".formatted(number).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> compressions(RocksDB db) throws RocksDBException {
    return db.getPropertiesOfAllTables().values().stream()
        .map(TableProperties::getCompressionName)
        .toList();
  }

  private RocksDBOptionsFactory ofTheJob() {
    return new EmbeddedRocksDBStateBackend()
        .configure(ClusterSettings.everywhere(1_000), getClass().getClassLoader())
        .getRocksDBOptions();
  }

  private static ColumnFamilyOptions columns(
      RocksDBOptionsFactory factory, List<AutoCloseable> handles) {
    ColumnFamilyOptions columns =
        new ColumnFamilyOptions().setCompactionStyle(CompactionStyle.UNIVERSAL);
    return factory == null ? columns : factory.createColumnOptions(columns, handles);
  }

  private static void close(List<AutoCloseable> handles) throws Exception {
    for (AutoCloseable handle : handles) {
      handle.close();
    }
  }

  /**
   * Bytes of files over those that live: the median of many rounds that put a tenth of all keys
   * anew. Without the bound a saw between one and three.
   */
  private double filesOverLiving(String name, RocksDBOptionsFactory factory) throws Exception {
    List<AutoCloseable> handles = new ArrayList<>();
    Random random = new Random(SEED);
    double[] ratios = new double[ROUNDS];
    try (ColumnFamilyOptions columns = columns(factory, handles);
        DBOptions base = new DBOptions().setCreateIfMissing(true);
        Options options = new Options(base, columns);
        RocksDB db = RocksDB.open(options, folder.resolve(name).toString())) {
      put(db, random, KEYS);
      for (int round = 0; round < ROUNDS; round++) {
        put(db, random, KEYS / 10);
        awaitMerged(db);
        double files = db.getLongProperty("rocksdb.total-sst-files-size");
        ratios[round] = files / (KEYS * (double) (Integer.BYTES + VALUE_BYTES));
      }
    } finally {
      close(handles);
    }
    Arrays.sort(ratios);
    return ratios[ROUNDS / 2];
  }

  private static void put(RocksDB db, Random random, int count) throws RocksDBException {
    byte[] value = new byte[VALUE_BYTES];
    for (int i = 0; i < count; i++) {
      int key = count == KEYS ? i : random.nextInt(KEYS);
      random.nextBytes(value);
      db.put(key(key), value);
    }
    try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
      db.flush(wait);
    }
  }

  /** One that begins a moment later changes one of many rounds. */
  private static void awaitMerged(RocksDB db) throws RocksDBException {
    do {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    } while (!Thread.interrupted() && db.getLongProperty("rocksdb.num-running-compactions") > 0);
  }
}

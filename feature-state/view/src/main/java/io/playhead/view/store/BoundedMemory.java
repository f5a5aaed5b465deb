package io.playhead.view.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores of this process together, whatever partitions it gets: by
 * default each store of each partition would take 50 MB of blocks and 48 MB of write buffers.
 *
 * <p>Kafka Streams makes one for each store; the cache is the process's, so {@link #close} closes
 * only the filter.
 */
public final class BoundedMemory implements RocksDBConfigSetter {
  /** Key in the configuration: megabytes of blocks and write buffers. */
  public static final String MEMORY_MB = "playhead.view.store.memory.mb";

  /** Of a 256 MB bound 64 for writing: eight partitions fill 8 MB each before they flush. */
  private static final int WRITE_SHARE = 4;

  /** A lookup unpacks one block: one page, as a page is larger. It compresses to a third. */
  private static final long BLOCK_BYTES = 4 << 10;

  /** Larger buffers restore faster: fewer, larger files. */
  private static final long WRITE_BUFFER_BYTES = 8L << 20;

  private static final int BLOOM_BITS = 10; // 1 % of absent members cost a read

  private static Cache cache;
  private static WriteBufferManager writeBuffers;

  private BloomFilter filter;

  private static synchronized void bound(long bytes) {
    if (cache == null) {
      cache = new LRUCache(bytes, -1, false, .1);
      // Buffers are charged to the cache: the bound is the sum.
      writeBuffers = new WriteBufferManager(bytes / WRITE_SHARE, cache);
    }
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    bound(Long.parseLong(String.valueOf(configs.get(MEMORY_MB))) << 20);
    filter = new BloomFilter(BLOOM_BITS, false);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setBlockSize(BLOCK_BYTES);
    table.setFilterPolicy(filter);
    // Index and filter blocks count too, and stay while there is any room.
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(writeBuffers);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    filter.close();
  }
}

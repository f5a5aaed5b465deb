package io.playhead.deploy.tables;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * Rows to one Parquet file: columns dictionary-encoded where that is shorter, pages compressed with
 * Zstandard by the natives that the Kafka clients bring.
 *
 * @param <R> the row
 */
final class ParquetTableWriter<R> implements TableWriter<R> {
  // A row group is on the heap, encoded and not yet compressed, until it is full. Readers take one
  // per thread, so smaller ones also keep more cores busy.
  private static final long ROW_GROUP_BYTES = 32L << 20; // 32 MiB
  private static final int ROW_GROUP_ROWS = 1 << 20;

  private final DraftFile file;
  private final ParquetWriter<R> writer;
  private boolean isFinished;

  ParquetTableWriter(Path place, Table<R> table) throws IOException {
    file = DraftFile.of(place);
    writer =
        new Builder<R>(new LocalOutputFile(file.path()), new RowSupport<>(table))
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withDictionaryEncoding(true)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
            .build();
  }

  @Override
  public void write(R row) throws IOException {
    writer.write(row);
  }

  @Override
  public void finish() throws IOException {
    writer.close();
    file.publish();
    isFinished = true;
  }

  @Override
  public void close() throws IOException {
    if (isFinished) {
      return;
    }
    try {
      writer.close();
    } finally {
      file.discard();
    }
  }

  /** The library's way to be given a {@link WriteSupport}. */
  private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
    private final WriteSupport<R> support;

    Builder(OutputFile file, WriteSupport<R> support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder<R> self() {
      return this;
    }

    @SuppressWarnings("deprecation") // and abstract: the library has no other way
    @Override
    protected WriteSupport<R> getWriteSupport(Configuration none) {
      return support;
    }

    @Override
    protected WriteSupport<R> getWriteSupport(ParquetConfiguration none) {
      return support;
    }
  }
}

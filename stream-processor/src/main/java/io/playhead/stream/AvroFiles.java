package io.playhead.stream;

import io.playhead.schemas.Topics;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Topics as folders of Avro container files, one a subtask and checkpoint: what a replay writes
 * instead of sending it. A file shows up when its checkpoint is complete, and so each record once,
 * whatever crashes. Tombstones have no file to stand in and are left out.
 */
final class AvroFiles {
  private AvroFiles() {}

  static FileSink<OutRecord> in(java.nio.file.Path folder) {
    return FileSink.forBulkFormat(Path.fromLocalFile(folder.toFile()), Writer::new)
        .withBucketAssigner(new TopicFolder())
        .withOutputFileConfig(OutputFileConfig.builder().withPartSuffix(".avro").build())
        .build();
  }

  /** One folder a topic. */
  private static final class TopicFolder implements BucketAssigner<OutRecord, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String getBucketId(OutRecord record, Context context) {
      return record.topic();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  /** One file, of the topic of its first record. */
  private static final class Writer implements BulkWriter<OutRecord> {
    private final FSDataOutputStream out;
    private DataFileWriter<Object> file; // null: nothing is there to be written

    Writer(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void addElement(OutRecord record) throws IOException {
      if (record.avro() == null) {
        return;
      }
      if (file == null) {
        Schema schema = Topics.of(record.topic()).schema();
        file = new DataFileWriter<>(new GenericDatumWriter<>(schema)).create(schema, open(out));
      }
      file.appendEncoded(ByteBuffer.wrap(record.avro()));
    }

    @Override
    public void flush() throws IOException {
      if (file != null) {
        file.flush();
      }
    }

    @Override
    public void finish() throws IOException {
      if (file != null) {
        file.close();
      }
    }

    /** Flink closes the file itself. */
    private static OutputStream open(OutputStream out) {
      return new FilterOutputStream(out) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
          flush();
        }
      };
    }
  }
}

package io.playhead.stream;

import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.TraceContext;
import io.playhead.schemas.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts the wire format's header before the Avro bytes; asks the registry once for each topic. */
final class OutRecordSerializer implements KafkaRecordSerializationSchema<OutRecord> {
  private final SchemaIdsFactory factory;
  private transient SchemaIds ids;
  private transient Map<String, Integer> idByTopic;

  OutRecordSerializer(SchemaIdsFactory factory) {
    this.factory = factory;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sinkContext) {
    ids = new PatientSchemaIds(factory.open());
    idByTopic = new HashMap<>();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutRecord record, KafkaSinkContext context, Long timestamp) {
    byte[] value =
        record.avro() == null
            ? null
            : WireFormat.encode(
                idByTopic.computeIfAbsent(record.topic(), ids::idOf), record.avro());
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(record.topic(), null, record.timestampMs(), record.key(), value);
    if (record.trace() != null) {
      sent.headers().add(TraceContext.HEADER, record.trace().header());
    }
    return sent;
  }
}

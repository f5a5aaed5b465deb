package io.playhead.view.store;

import io.playhead.schemas.Erasure;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Forgets members' tokens. Their pages go with the null value that the job sends. */
final class ErasureProcessor implements Processor<String, byte[], Void, Void> {
  private final TopicDecoder<Erasure> decoder;
  private KeyValueStore<String, byte[]> tokens;

  ErasureProcessor(SchemaIds ids, RecordCounts counts) {
    this.decoder =
        new TopicDecoder<>(Topics.ERASURES, Erasure.class, Erasure::getMemberId, ids, counts);
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    tokens = context.getStateStore(ViewTopology.TOKENS);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Erasure erasure = decoder.decode(record.key(), record.value());
    if (erasure != null) {
      RecentTokens recent = RecentTokens.decode(tokens.get(record.key()));
      tokens.put(record.key(), recent.forgottenAt(erasure.getRequestedAtMs()).encode());
    }
  }
}

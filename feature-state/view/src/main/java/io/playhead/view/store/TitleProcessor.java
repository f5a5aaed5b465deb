package io.playhead.view.store;

import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The whole catalogue into every instance's store; one thread. */
final class TitleProcessor implements Processor<String, byte[], Void, Void> {
  private final TopicDecoder<Title> decoder;
  private KeyValueStore<String, byte[]> titles;

  TitleProcessor(SchemaIds ids, RecordCounts counts) {
    this.decoder = new TopicDecoder<>(Topics.TITLES, Title.class, Title::getTitleId, ids, counts);
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    titles = context.getStateStore(ViewTopology.TITLES);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() != null && record.value() == null) {
      titles.delete(record.key());
      return;
    }
    Title title = decoder.decode(record.key(), record.value());
    if (title != null) {
      titles.put(record.key(), StoredTitle.encode(title));
    }
  }
}

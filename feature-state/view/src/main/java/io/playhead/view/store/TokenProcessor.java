package io.playhead.view.store;

import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Closed tokens of one partition: each member's newest into one store, what is watched where into
 * another, and from time to time what is popular in this partition to every instance.
 */
final class TokenProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Duration PUBLISH_EVERY = Duration.ofSeconds(10);

  private final TopicDecoder<InteractionToken> decoder;
  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, byte[]> tokens;
  private PopularityCounts popularity;
  private boolean changed;

  TokenProcessor(SchemaIds ids, RecordCounts counts) {
    this.decoder =
        new TopicDecoder<>(
            Topics.INTERACTION_TOKENS,
            InteractionToken.class,
            InteractionToken::getMemberId,
            ids,
            counts);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.tokens = context.getStateStore(ViewTopology.TOKENS);
    this.popularity = new PopularityCounts(context.getStateStore(ViewTopology.WATCHED));
    context.schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    InteractionToken token = decoder.decode(record.key(), record.value());
    if (token == null) {
      return;
    }
    RecentTokens recent = RecentTokens.decode(tokens.get(record.key()));
    tokens.put(
        record.key(),
        recent.with(token.getTokenIndex(), token.getStartedMs(), TokenJson.of(token)).encode());
    popularity.watched(token.getCountry(), token.getTitleId(), token.getStartedMs());
    changed = true;
  }

  private void publish(long nowMs) {
    if (!changed) {
      return;
    }
    changed = false;
    int partition = context.taskId().partition();
    for (Map.Entry<String, byte[]> country : popularity.top().entrySet()) {
      context.forward(new Record<>(country.getKey() + "/" + partition, country.getValue(), nowMs));
    }
  }
}

package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TopicEndsTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final RecordingConsumer consumer = new RecordingConsumer();

  @Test
  void asksForEveryPartition() {
    withPartitions();
    consumer.updateEndOffsets(Map.of(P0, 7L, P1, 0L));

    assertThat(TopicEnds.ask(consumer, "kafka:9092", LIMIT).offsets())
        .isEqualTo(Map.of(P0, 7L, P1, 0L));
  }

  @Test
  void saysThatTheTopicIsMissing() {
    assertThatThrownBy(() -> TopicEnds.ask(consumer, "kafka:9092", LIMIT))
        .isInstanceOf(SubscriberException.class)
        .hasMessageContaining("kafka:9092")
        .hasMessageContaining("recommendations");
  }

  @Test
  void saysThatNothingAnswers() {
    withPartitions();
    consumer.setOffsetsException(new TimeoutException("nobody there"));

    assertThatThrownBy(() -> TopicEnds.ask(consumer, "kafka:9092", LIMIT))
        .isInstanceOf(SubscriberException.class)
        .hasMessageContaining("kafka:9092")
        .hasMessageContaining("5000 ms")
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void saysWhatTheBrokerRefuses() {
    withPartitions();
    consumer.setOffsetsException(new TopicAuthorizationException("not for you"));

    assertThatThrownBy(() -> TopicEnds.ask(consumer, "kafka:9092", LIMIT))
        .isInstanceOf(SubscriberException.class)
        .hasMessageContaining("kafka:9092")
        .hasMessageContaining("not for you");
  }

  private void withPartitions() {
    consumer.updatePartitions(
        Topics.RECOMMENDATIONS,
        List.of(
            new PartitionInfo(P0.topic(), P0.partition(), null, null, null),
            new PartitionInfo(P1.topic(), P1.partition(), null, null, null)));
  }
}

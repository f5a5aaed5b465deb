package io.playhead.subscriber;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SubscriptionTest {
  private final RecordingListener listener = new RecordingListener();

  @Test
  void failsInOneSentenceWhenNoBrokerIsThere() {
    // Nothing listens on port 1.
    Subscription subscription = PageSubscriber.to("127.0.0.1:1", new SchemaTable()).group("group");

    assertThatThrownBy(() -> subscription.start(listener, Duration.ofMillis(300)))
        .isInstanceOf(SubscriberException.class)
        .hasMessage(
            "Kafka at 127.0.0.1:1 gave no answer within 300 ms; start it, or correct the address"
                + " or its security settings.");
  }

  @Test
  void failsInOneSentenceWhenTheAddressIsNone() {
    Subscription subscription = PageSubscriber.to("kafka", new SchemaTable());

    assertThatThrownBy(() -> subscription.start(listener))
        .isInstanceOf(SubscriberException.class)
        .hasMessageContaining("A Kafka client for kafka cannot be made")
        .hasMessageContaining("correct the address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap.servers",
        "group.id",
        "auto.offset.reset",
        "enable.auto.commit",
        "key.deserializer",
        "value.deserializer"
      })
  void refusesAPropertyThatAPromiseHangsOn(String property) {
    Subscription subscription = PageSubscriber.to("kafka:9092", new SchemaTable());

    assertThatThrownBy(() -> subscription.kafka(Map.of(property, "mine")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(property);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void refusesABlankGroup(String name) {
    Subscription subscription = PageSubscriber.to("kafka:9092", new SchemaTable());

    assertThatThrownBy(() -> subscription.group(name)).isInstanceOf(IllegalArgumentException.class);
  }
}

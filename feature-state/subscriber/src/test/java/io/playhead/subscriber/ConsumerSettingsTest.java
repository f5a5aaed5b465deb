package io.playhead.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ConsumerSettingsTest {
  @Test
  void readsWhatIsCommittedAndCommitsNothingByItself() {
    assertThat(ConsumerSettings.of("kafka:9092", "group", Map.of()))
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("group.id", "group")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("allow.auto.create.topics", false);
  }

  @Test
  void hasNoGroupWithoutOne() {
    assertThat(ConsumerSettings.of("kafka:9092", null, Map.of())).doesNotContainKey("group.id");
  }

  @Test
  void takesTheUsersPropertiesOverItsDefaults() {
    assertThat(
            ConsumerSettings.of(
                "kafka:9092",
                "group",
                Map.of("security.protocol", "SSL", "isolation.level", "read_uncommitted")))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("isolation.level", "read_uncommitted");
  }

  @Test
  void leavesTheAssignmentToTheBrokerInTheNewerProtocol() {
    String strategy = "partition.assignment.strategy";

    assertThat(ConsumerSettings.of("kafka:9092", "group", Map.of())).containsKey(strategy);
    assertThat(ConsumerSettings.of("kafka:9092", "group", Map.of("group.protocol", "consumer")))
        .doesNotContainKey(strategy);
  }
}

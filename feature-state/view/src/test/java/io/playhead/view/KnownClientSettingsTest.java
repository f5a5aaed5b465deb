package io.playhead.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.ClientSettingsException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The names that {@code --client-config} takes, held against this class path's Kafka. */
@Timeout(20)
class KnownClientSettingsTest {
  @Test
  void everySettingThatAllClientsShareIsTakenOrRefusedByName() {
    Set<String> shared = new TreeSet<>(AdminClientConfig.configNames());
    shared.retainAll(ConsumerConfig.configNames());
    shared.retainAll(ProducerConfig.configNames());

    for (String name : shared) {
      assertThat(refusal(name)).as(name).doesNotContain("is no setting of a connection");
    }
    assertThat(shared).contains("security.protocol", "sasl.jaas.config", "ssl.truststore.location");
  }

  private static String refusal(String name) {
    Properties properties = new Properties();
    properties.setProperty(name, "x");
    try {
      ClientSettings.of(properties);
      return "";
    } catch (ClientSettingsException e) {
      return e.getMessage();
    }
  }
}

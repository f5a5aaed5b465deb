package io.playhead.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerOptionsTest {
  @Test
  void listensOnTheLoopbackAddressAlone() {
    Properties properties = alone(20_001, 20_002).kafkaProperties();

    for (String listener : properties.getProperty("listeners").split(",")) {
      assertThat(listener).contains("//127.0.0.1:");
    }
    assertThat(properties.getProperty("auto.create.topics.enable")).isEqualTo("false");
    assertThat(properties.getProperty("message.max.bytes")).isEqualTo("16777216");
  }

  @Test
  void readsItsOptionsInAnyOrder() {
    BrokerOptions options =
        BrokerOptions.parse(
            new String[] {"--controller-port", "2", "--data", "/data", "--port", "1"});

    assertThat(options).isEqualTo(alone(1, 2));
  }

  @Test
  void keepsEachRecordOnTwoOfThreeNodesAtLeast() {
    String voters = "1@127.0.0.1:11,2@127.0.0.1:12,3@127.0.0.1:13";
    Properties properties =
        BrokerOptions.parse(
                ("--data /data --port 1 --controller-port 12 --cluster-id X --node 2 --voters "
                        + voters)
                    .split(" "))
            .kafkaProperties();

    assertThat(properties.getProperty("node.id")).isEqualTo("2");
    assertThat(properties.getProperty("controller.quorum.voters")).isEqualTo(voters);
    assertThat(properties.getProperty("default.replication.factor")).isEqualTo("3");
    assertThat(properties.getProperty("min.insync.replicas")).isEqualTo("2");
  }

  private static BrokerOptions alone(int port, int controllerPort) {
    return new BrokerOptions(Path.of("/data"), port, controllerPort, 1, null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--data /data",
        "--data",
        "--data /data --port x --controller-port 2",
        "--data /data --port 0 --controller-port 2",
        "--data /data --port 70000 --controller-port 2",
        "--data /data --port 1 --controller-port 2 --more 3"
      })
  void refusesOptionsThatDoNotAddUp(String line) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");

    assertThatThrownBy(() -> BrokerOptions.parse(args))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

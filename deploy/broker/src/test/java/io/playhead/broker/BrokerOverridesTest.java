package io.playhead.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class BrokerOverridesTest {
  private static final String NAME = "playhead.broker.properties";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(NAME);
  }

  @Test
  void aFileWinsOverLocalMode() throws Exception {
    Path file = Files.writeString(folder.resolve("p"), "listeners=SECURE://127.0.0.1:1\nnew=x\n");
    System.setProperty(NAME, file.toString());

    Properties over = BrokerOverrides.over(localMode());

    assertThat(over)
        .containsEntry("listeners", "SECURE://127.0.0.1:1")
        .containsEntry("new", "x")
        .containsEntry("node.id", "1");
  }

  @Test
  void withoutOneLocalModeStays() throws Exception {
    assertThat(BrokerOverrides.over(localMode())).isEqualTo(localMode());
  }

  private static Properties localMode() {
    Properties properties = new Properties();
    properties.setProperty("listeners", "PLAINTEXT://127.0.0.1:1");
    properties.setProperty("node.id", "1");
    return properties;
  }
}

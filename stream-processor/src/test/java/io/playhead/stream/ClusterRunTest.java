package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClusterRunTest {
  @Test
  void saysInOneSentenceWhatIsWrongAndDoesNotEndTheJvm() {
    assertThatThrownBy(() -> ClusterRun.main(new String[] {"--bootstrap", "127.0.0.1:9"}))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("--registry");
    assertThatThrownBy(
            () ->
                ClusterRun.main(
                    new String[] {"--bootstrap", "b", "--registry", "r", "--state-dir", "/x"}))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("--state-dir");
  }

  @Test
  @Timeout(30)
  void wantsToBeToldWhereCheckpointsGo() {
    assertThatThrownBy(
            () -> ClusterRun.main(new String[] {"--bootstrap", "b", "--registry", "http://r"}))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("execution.checkpointing.dir is not set");
  }

  @Test
  void theClustersOwnConfigurationGoesFirst() {
    Configuration cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(7));

    Configuration below = ClusterSettings.below(cluster, 3_000);

    assertThat(below.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isFalse();
    assertThat(below.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(ClusterSettings.below(new Configuration(), 3_000).keySet())
        .isEqualTo(ClusterSettings.everywhere(3_000).keySet());
    assertThat(below.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isFalse();
  }
}

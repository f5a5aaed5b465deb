package io.playhead.view.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final RestoreProgress progress = new RestoreProgress(metrics);
  private final TopicPartition first = new TopicPartition("pages-changelog", 0);
  private final TopicPartition second = new TopicPartition("pages-changelog", 1);

  @Test
  void countsWhatIsLeftUntilEachPartitionIsRestored() {
    assertRestoring(0, 0);

    progress.onRestoreStart(first, "pages", 100, 1_100);
    progress.onRestoreStart(second, "pages", 0, 50);
    assertRestoring(2, 1_050);

    progress.onBatchRestored(first, "pages", 699, 600);
    assertRestoring(2, 450);

    progress.onRestoreEnd(first, "pages", 600); // compacted: fewer records than offsets
    assertRestoring(1, 50);

    progress.onRestoreSuspended(second, "pages", 0);
    assertRestoring(0, 0);
  }

  private void assertRestoring(int partitions, int records) {
    assertThat(gauge("playhead.view.restoring.partitions")).isEqualTo(partitions);
    assertThat(gauge("playhead.view.restoring.records")).isEqualTo(records);
  }

  private double gauge(String name) {
    return metrics.get(name).gauge().value();
  }
}

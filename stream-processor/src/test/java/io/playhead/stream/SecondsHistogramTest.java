package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class SecondsHistogramTest {
  private final Map<String, Gauge<?>> gauges = new TreeMap<>();
  private final SecondsHistogram histogram = new SecondsHistogram(new Group(""), "took");

  /** Keeps the gauges that are registered, by label and name. */
  private final class Group extends UnregisteredMetricsGroup {
    private final String labels;

    Group(String labels) {
      this.labels = labels;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Group(key + "=" + value + " ");
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.put(labels + name, gauge);
      return gauge;
    }
  }

  @Test
  void countsInEveryBucketThatIsLongEnough() {
    histogram.update(1_000, 1_005);
    histogram.update(1_000, 1_006);
    histogram.update(1_000, 1_200);
    histogram.update(0, 7_200_000);

    assertThat(upTo("0.005")).isEqualTo(1L);
    assertThat(upTo("0.01")).isEqualTo(2L);
    assertThat(upTo("0.1")).isEqualTo(2L);
    assertThat(upTo("0.2")).isEqualTo(3L);
    assertThat(upTo("3600")).isEqualTo(3L);
    assertThat(upTo("+Inf")).isEqualTo(4L);
    assertThat(gauges.get("tookSum").getValue()).isEqualTo(7_200.211);
  }

  @Test
  void takesLessThanNothingForNothingAndTheUnknownForNone() {
    histogram.update(1_003, 1_000);
    histogram.update(-1, 1_000); // unknown

    assertThat(upTo("0.005")).isEqualTo(1L);
    assertThat(upTo("+Inf")).isEqualTo(1L);
    assertThat(gauges.get("tookSum").getValue()).isEqualTo(0.0);
  }

  private Object upTo(String bound) {
    return gauges.get("le=" + bound + " tookBucket").getValue();
  }
}

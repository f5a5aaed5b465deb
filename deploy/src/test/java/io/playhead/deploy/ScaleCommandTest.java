package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs no broker; the rest is in {@code ScalingIsInvisibleTest}. */
class ScaleCommandTest {
  /** The discard port: nobody listens there. */
  private static final String NOBODY = "127.0.0.1:9";

  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  private int scale(String bootstrap, String partitions) {
    PrintStream before = System.err;
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    try {
      return Playhead.execute("scale", "--bootstrap", bootstrap, "--partitions", partitions);
    } finally {
      System.setErr(before);
    }
  }

  /** What the command said, without what Kafka's client logs. */
  private List<String> sentences() {
    return error
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("playhead scale: "))
        .toList();
  }

  @Test
  void refusesNoPartitions() {
    assertThat(scale(NOBODY, "0")).isEqualTo(2);
    assertThat(sentences())
        .containsExactly("playhead scale: --partitions must lie between 1 and 10000, not 0");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThat(scale("no address", "8")).isEqualTo(2);
    assertThat(sentences()).singleElement().asString().contains("--bootstrap=no address");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void saysThatTheBrokerDoesNotAnswer() {
    assertThat(scale(NOBODY, "8")).isEqualTo(3);
    assertThat(sentences())
        .singleElement()
        .asString()
        .contains("Kafka at " + NOBODY + " did not answer");
  }
}

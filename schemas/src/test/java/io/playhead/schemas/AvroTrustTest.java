package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Avro reads its property once in a JVM, so each case is a JVM of its own. */
class AvroTrustTest {
  @Test
  void saysWhichPropertyIsMissing() throws Exception {
    assertThat(run())
        .contains("start it with -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas.");
  }

  @Test
  void readsARecordWithTheProperty() throws Exception {
    assertThat(run("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas"))
        .contains("read member");
  }

  /** What the JVM of the cases above runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
      byte[] bytes = {12, 'm', 'e', 'm', 'b', 'e', 'r', 10};
      Erasure read =
          AvroBytes.decode(Erasure.class, Erasure.getClassSchema(), bytes, 0, bytes.length);
      System.out.println("read " + read.getMemberId());
    }
  }

  private static String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}

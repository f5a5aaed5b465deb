package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordSplitterTest {
  private static final int MAX = 40;

  @Test
  void keepsLineBreaksInsideQuotes() throws IOException {
    assertThat(split("a,\"b\nc\",d\r\ne,f")).containsExactly("a,\"b\nc\",d", "e,f");
  }

  @Test
  void seesDoubledQuotesAndQuotesInsideFields() throws IOException {
    assertThat(split("\"a\"\"b\n\"\"c\"\nd\"e\nf"))
        .containsExactly("\"a\"\"b\n\"\"c\"", "d\"e", "f");
  }

  @Test
  void givesEmptyRowsButNoneAfterTheLastLineBreak() throws IOException {
    assertThat(split("a\n\n\r\nb\n")).containsExactly("a", "", "", "b");
    assertThat(split("")).isEmpty();
  }

  @Test
  void losesOneLineToAQuoteThatNeverEnds() throws IOException {
    assertThat(split("a,\"b\nc,d\ne,f")).containsExactly("a,\"b", "c,d", "e,f");
  }

  @Test
  void losesOneLineToAQuoteThatEndsBeyondTheBound() throws IOException {
    String good = "0123456789\n".repeat(10);

    assertThat(split("a,\"b\n" + good + "x\"")).hasSize(12).startsWith("a,\"b", "0123456789");
  }

  @Test
  void skipsTheRestOfALineThatIsTooLong() throws IOException {
    RecordSplitter records = splitter("a\n" + "x".repeat(500_000) + "\nb\n" + "y".repeat(41));

    assertThat(records.next()).isTrue();
    assertThat(records.isTooLong()).isFalse();
    assertThat(records.next()).isTrue();
    assertThat(records.isTooLong()).isTrue();
    assertThat(new String(records.record(), StandardCharsets.UTF_8)).matches("x+");
    assertThat(records.next()).isTrue();
    assertThat(records.isTooLong()).isFalse();
    assertThat(records.record()).isEqualTo(new byte[] {'b'});
    assertThat(records.next()).isTrue();
    assertThat(records.isTooLong()).isTrue();
    assertThat(records.next()).isFalse();
  }

  @Test
  void splitsLinesWithoutQuotesAsAPlainReaderDoes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      int lines = random.nextInt(2_000);
      for (int i = 0; i < lines; i++) {
        text.append("abc,".repeat(random.nextInt(MAX / 4))).append('\n');
      }

      assertThat(split(text.toString()))
          .as("seed %d", seed)
          .isEqualTo(text.toString().lines().toList());
    }
  }

  private static List<String> split(String text) throws IOException {
    RecordSplitter records = splitter(text);
    List<String> all = new ArrayList<>();
    while (records.next()) {
      all.add(new String(records.record(), StandardCharsets.UTF_8));
    }
    return all;
  }

  private static RecordSplitter splitter(String text) {
    return new RecordSplitter(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MAX);
  }
}

package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LineTableTest {
  @TempDir private Path folder;

  @Test
  void splitsAtWholeSeparatorsAndKnowsNoQuotes() throws IOException {
    assertThat(read("1::A \"B\", C: D::x|y\r\n::\n2::::", "::"))
        .containsExactly(
            List.of("1", "A \"B\", C: D", "x|y"), List.of("", ""), List.of("2", "", ""));
  }

  @Test
  void readsUtf8AndLatin1AsTheyCome() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
      bytes.writeBytes("Véronique\t1\n".getBytes(charset));
    }

    assertThat(read(bytes.toByteArray(), "\t"))
        .containsExactly(List.of("Véronique", "1"), List.of("Véronique", "1"));
  }

  @Test
  void goesOnAfterALineThatIsTooLong() throws IOException {
    Path file = folder.resolve("long");
    Files.writeString(file, "a\n" + "x".repeat(3 * LineTable.LINE_BYTES_MAX) + "\nb\n");
    try (LineTable table = LineTable.open(file, bytes -> {}, "|")) {
      assertThat(table.nextRow()).isTrue();
      assertThat(table.nextRow()).isTrue();
      assertThatThrownBy(table::row).isInstanceOf(RejectedRow.class).hasMessageContaining("longer");
      assertThat(table.excerpt()).hasSize(120);
      assertThat(table.nextRow()).isTrue();
      assertThat(table.rowNumber()).isEqualTo(3);
      assertThat(table.excerpt()).isEqualTo("b");
      assertThat(table.nextRow()).isFalse();
    }
  }

  @Test
  void readsLinesAcrossItsBuffer() throws IOException {
    String line = "0123456789".repeat(7_000);

    assertThat(read((line + "\n").repeat(5), "|")).hasSize(5).containsOnly(List.of(line));
  }

  private List<List<String>> read(String text, String separator) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), separator);
  }

  private List<List<String>> read(byte[] bytes, String separator) throws IOException {
    Path file = folder.resolve("lines");
    Files.write(file, bytes);
    List<List<String>> rows = new ArrayList<>();
    try (LineTable table = LineTable.open(file, read -> {}, separator)) {
      while (table.nextRow()) {
        rows.add(table.row());
      }
    } catch (RejectedRow e) {
      throw new AssertionError(e);
    }
    return rows;
  }
}

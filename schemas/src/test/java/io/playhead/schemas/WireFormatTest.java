package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormatTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # case,           id,          avro, wire
          first id,         1,           06,   00 00 00 00 01 06
          every id byte,    16909060,    0a0b, 00 01 02 03 04 0a 0b
          no avro bytes,    7,           '',   00 00 00 00 07
          largest id,       2147483647,  ff,   00 7f ff ff ff ff
          negative id,      -1,          00,   00 ff ff ff ff 00
          """)
  void writesAndReadsTheHeader(String name, int id, String avro, String wire) throws Exception {
    byte[] expected = HexFormat.ofDelimiter(" ").parseHex(wire);

    assertThat(WireFormat.encode(id, HexFormat.of().parseHex(avro))).isEqualTo(expected);
    assertThat(WireFormat.schemaId(expected)).isEqualTo(id);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # case,               wire,           reason
          no bytes,             '',             EMPTY
          plain text,           7b 22 61 22,    WRONG_MAGIC_BYTE
          one wrong byte,       01,             WRONG_MAGIC_BYTE
          avro single object,   c3 01 00 00 00, WRONG_MAGIC_BYTE
          magic byte alone,     00,             MALFORMED_AVRO
          id cut short,         00 00 00 01,    MALFORMED_AVRO
          """)
  void refusesAHeaderThatIsNone(String name, String wire, RejectReason reason) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(wire);

    assertThat(rejection(bytes).reason()).isEqualTo(reason);
    assertThat(rejection(bytes).detail()).endsWith(".");
  }

  @Test
  void refusesNoValueAtAll() {
    assertThat(rejection(null).reason()).isEqualTo(RejectReason.EMPTY);
  }

  private static RejectedRecordException rejection(byte[] wire) {
    return catchThrowableOfType(RejectedRecordException.class, () -> WireFormat.schemaId(wire));
  }
}

package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroBytesTest {
  static List<Topic> topics() {
    return Topics.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void writesWhatItReads(Topic topic) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("AvroBytesTest " + topic.name() + " seed " + seed);
    RandomRecords random = new RandomRecords(seed);
    for (int i = 0; i < 200; i++) {
      GenericRecord written = random.next(topic.schema());
      byte[] bytes = RandomRecords.bytes(written);
      SpecificRecord read = AvroBytes.decode(topic.type(), topic.schema(), bytes, 0, bytes.length);

      byte[] again = AvroBytes.encode(read);

      assertThat(again).as("seed %d", seed).hasSameSizeAs(bytes);
      SpecificRecord reread =
          AvroBytes.decode(topic.type(), topic.schema(), again, 0, again.length);
      assertThat(RandomRecords.plain(reread))
          .as("seed %d", seed)
          .isEqualTo(RandomRecords.plain(written));
    }
  }

  @Test
  void readsARecordInTheMiddleOfOtherBytes() throws Exception {
    Erasure erasure = new Erasure("member", 5L);
    byte[] avro = AvroBytes.encode(erasure);
    byte[] bytes = new byte[avro.length + 9];
    System.arraycopy(avro, 0, bytes, 4, avro.length);

    Erasure read = AvroBytes.decode(Erasure.class, Erasure.getClassSchema(), bytes, 4, avro.length);

    assertThat(read).isEqualTo(erasure);
    assertThatThrownBy(
            () ->
                AvroBytes.decode(
                    Erasure.class, Erasure.getClassSchema(), bytes, 4, avro.length + 5))
        .isInstanceOf(MalformedAvroException.class)
        .hasMessage("5 bytes follow after the Erasure.");
  }

  @Test
  void refusesARecordWithoutAFieldThatMustBeThere() {
    assertThatThrownBy(() -> AvroBytes.encode(new Erasure(null, 5L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Erasure cannot be written")
        .hasMessageContaining("memberId");
  }
}

package io.playhead.deploy.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.RejectedEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberIdsTest {
  private static final String LONG = "m".repeat(500);
  private final MemberIds ids = new MemberIds(List.of("member-1", "Ümit 漢", LONG));

  @Test
  void findsAnIdInsideAValueAndNotInsideALongerId() {
    assertThat(ids.in(AvroBytes.encode(new Erasure("member-1", 5L)))).containsExactly("member-1");
    assertThat(ids.in(AvroBytes.encode(new Erasure("Ümit 漢", 5L)))).containsExactly("Ümit 漢");
    assertThat(ids.in(AvroBytes.encode(new Erasure(LONG, 5L)))).containsExactly(LONG);
    assertThat(ids.in(AvroBytes.encode(new Erasure("member-12", 5L)))).isEmpty();
    assertThat(ids.in(AvroBytes.encode(new Erasure("a-member-1", 5L)))).isEmpty();
    assertThat(ids.in(AvroBytes.encode(new Erasure(LONG + "m", 5L)))).isEmpty();
  }

  @Test
  void findsAnIdInTheBytesOfARejectedRecord() {
    byte[] original = AvroBytes.encode(new Erasure("member-1", 5L));
    RejectedEvent rejected =
        RejectedEvent.newBuilder()
            .setSourceTopic("erasures")
            .setSourcePartition(0)
            .setSourceOffset(0)
            .setReason("key-mismatch")
            .setDetail("")
            .setRejectedAtMs(0)
            .setOriginalValue(ByteBuffer.wrap(original))
            .setOriginalValueBytes(original.length)
            .setOriginalValueSha256("")
            .build();

    assertThat(ids.in(AvroBytes.encode(rejected))).containsExactly("member-1");
  }

  @Test
  void findsAKey() {
    assertThat(ids.ofKey("Ümit 漢".getBytes(StandardCharsets.UTF_8))).isEqualTo("Ümit 漢");
    assertThat(ids.ofKey("member-12".getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(ids.ofKey(null)).isNull();
    assertThat(ids.in(null)).isEmpty();
    assertThat(ids.in(new byte[] {16, -1, -128})).isEmpty();
  }
}

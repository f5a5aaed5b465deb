package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordDecoderTest {
  private static final int FUZZ_RECORDS = 300;
  private static final int FUZZ_CHANGES = 40;

  private final SchemaTable ids = new SchemaTable();
  private final RecordDecoder<Title> titles = new RecordDecoder<>(Title.class, ids);

  static List<Topic> topics() {
    return Topics.all();
  }

  @Test
  void readsWhatWasWritten() throws Exception {
    Title title = title();

    assertThat(titles.decode(wire(title))).isEqualTo(title);
  }

  @Test
  void rejectsARecordOfNoBytes() {
    assertThat(rejection(null).reason()).isEqualTo(RejectReason.EMPTY);
    assertThat(rejection(new byte[0]).reason()).isEqualTo(RejectReason.EMPTY);
  }

  @Test
  void rejectsAWrongMagicByte() {
    byte[] wire = wire(title());
    wire[0] = 1;

    assertThat(rejection(wire).reason()).isEqualTo(RejectReason.WRONG_MAGIC_BYTE);
  }

  @Test
  void rejectsAnIdThatTheRegistryDoesNotKnow() {
    RejectedRecordException e = rejection(WireFormat.encode(99, AvroBytes.encode(title())));

    assertThat(e.reason()).isEqualTo(RejectReason.UNKNOWN_SCHEMA_ID);
    assertThat(e.detail()).contains("99");
  }

  @Test
  void rejectsARecordOfAnotherTopic() {
    Erasure erasure = new Erasure("m", 1L);
    byte[] wire = WireFormat.encode(ids.idOf(Topics.ERASURES), AvroBytes.encode(erasure));

    RejectedRecordException e = rejection(wire);

    assertThat(e.reason()).isEqualTo(RejectReason.WRONG_RECORD_TYPE);
    assertThat(e.detail()).contains("Erasure").contains("Title");
  }

  @Test
  void rejectsASchemaThatIsNoRecord() {
    int id = ids.add(Schema.create(Schema.Type.STRING));

    RejectedRecordException e = rejection(WireFormat.encode(id, new byte[] {0}));

    assertThat(e.reason()).isEqualTo(RejectReason.WRONG_RECORD_TYPE);
  }

  @Test
  void rejectsEveryTruncation() {
    byte[] wire = wire(title());

    for (int length = WireFormat.HEADER_BYTES; length < wire.length; length++) {
      RejectedRecordException e = rejection(Arrays.copyOf(wire, length));
      assertThat(e.reason()).as("%d bytes", length).isEqualTo(RejectReason.MALFORMED_AVRO);
    }
  }

  @Test
  void rejectsBytesAfterTheRecord() {
    byte[] wire = wire(title());

    RejectedRecordException e = rejection(Arrays.copyOf(wire, wire.length + 3));

    assertThat(e.reason()).isEqualTo(RejectReason.MALFORMED_AVRO);
    assertThat(e.detail()).isEqualTo("3 bytes follow after the Title.");
  }

  @Test
  void readsARecordAfterABadOne() throws Exception {
    byte[] wire = wire(title());
    rejection(Arrays.copyOf(wire, wire.length - 1));
    rejection(Arrays.copyOf(wire, wire.length + 100_000));

    assertThat(titles.decode(wire)).isEqualTo(title());
  }

  @Test
  void passesOnThatTheRegistryCannotBeReached() {
    SchemaIds down =
        new SchemaIds() {
          @Override
          public int idOf(String topic) {
            throw new RegistryUnreachableException("down", new IOException());
          }

          @Override
          public Schema schemaOf(int id) {
            throw new RegistryUnreachableException("down", new IOException());
          }
        };
    RecordDecoder<Title> decoder = new RecordDecoder<>(Title.class, down);

    assertThatThrownBy(() -> decoder.decode(wire(title())))
        .isInstanceOf(RegistryUnreachableException.class);
  }

  @Test
  void readsANewerActionAsUnknownAndSkipsANewerField() throws Exception {
    String newer =
        Topics.of(Topics.FEEDBACK_EVENTS)
            .schema()
            .toString()
            .replace("\"IMPRESSION\"]", "\"IMPRESSION\",\"SHARED\"]")
            .replace(
                "\"fields\":[",
                "\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"array\",\"items\":\"string\"}},");
    Schema schema = new Schema.Parser().parse(newer);
    GenericRecord written = new RandomRecords(1).next(schema);
    written.put("a", List.of("x", "y"));
    written.put(
        "feedback", new GenericData.EnumSymbol(schema.getField("feedback").schema(), "SHARED"));

    FeedbackEvent read =
        new RecordDecoder<>(FeedbackEvent.class, ids)
            .decode(WireFormat.encode(ids.add(schema), RandomRecords.bytes(written)));

    assertThat(read.getFeedback()).isEqualTo(Feedback.UNKNOWN);
    assertThat(read.getMemberId()).isEqualTo(written.get("memberId"));
  }

  /**
   * Every byte in turn becomes a varint of some absurd length: 2^30, 2^31 - 1, 2^40, the largest
   * and the smallest long. Whatever Avro was about to allocate for it, it must not.
   */
  @ParameterizedTest
  @MethodSource("topics")
  void rejectsAbsurdLengthsWithoutAllocatingThem(Topic topic) throws Exception {
    RecordDecoder<?> decoder = new RecordDecoder<>(topic.type(), ids);
    byte[] avro = RandomRecords.bytes(new RandomRecords(7).next(topic.schema()));
    List<byte[]> absurd =
        List.of(
            varint(1 << 30),
            varint(Integer.MAX_VALUE),
            varint(1L << 40),
            varint(Long.MAX_VALUE),
            varint(Long.MIN_VALUE),
            varint(-(1L << 31)));

    for (byte[] length : absurd) {
      for (int at = 0; at < avro.length; at++) {
        byte[] bytes = new byte[avro.length - 1 + length.length];
        System.arraycopy(avro, 0, bytes, 0, at);
        System.arraycopy(length, 0, bytes, at, length.length);
        System.arraycopy(avro, at + 1, bytes, at + length.length, avro.length - at - 1);
        decodeOrReject(decoder, WireFormat.encode(ids.idOf(topic.name()), bytes));
      }
    }
  }

  /** An OutOfMemoryError or any exception but the one promised fails this test. */
  @ParameterizedTest
  @MethodSource("topics")
  void rejectsOrReadsWhateverBytesBecome(Topic topic) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("RecordDecoderTest " + topic.name() + " seed " + seed);
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(seed);
    RecordDecoder<?> decoder = new RecordDecoder<>(topic.type(), ids);
    int rejected = 0;

    for (int i = 0; i < FUZZ_RECORDS; i++) {
      byte[] avro = RandomRecords.bytes(records.next(topic.schema()));
      byte[] wire = WireFormat.encode(ids.idOf(topic.name()), avro);
      for (int change = 0; change < FUZZ_CHANGES; change++) {
        rejected += decodeOrReject(decoder, mutate(wire, random)) ? 0 : 1;
      }
    }

    assertThat(rejected).as("rejected, seed %d", seed).isPositive();
  }

  /** Whether it was read; anything but a record or the promised exception goes on to the test. */
  private static boolean decodeOrReject(RecordDecoder<?> decoder, byte[] wire) {
    try {
      return decoder.decode(wire) != null;
    } catch (RejectedRecordException e) {
      assertThat(e.detail()).isNotBlank();
      return false;
    }
  }

  private static byte[] mutate(byte[] wire, Random random) {
    byte[] bytes =
        Arrays.copyOf(wire, random.nextInt(4) == 0 ? random.nextInt(wire.length + 8) : wire.length);
    for (int count = random.nextInt(4); count > 0 && bytes.length > 0; count--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** A number as Avro writes it: zigzag, seven bits a byte. */
  private static byte[] varint(long value) {
    byte[] bytes = new byte[10];
    int length = 0;
    for (long rest = (value << 1) ^ (value >> 63); ; rest >>>= 7) {
      boolean last = (rest & ~0x7fL) == 0;
      bytes[length++] = (byte) (last ? rest : (rest & 0x7f) | 0x80);
      if (last) {
        return Arrays.copyOf(bytes, length);
      }
    }
  }

  private static Title title() {
    return Title.newBuilder()
        .setTitleId("t1")
        .setName("Ein Titel")
        .setGenres(List.of("drama", "comedy"))
        .setAvailability(List.of(new Availability("BR", null, 5L)))
        .setAttributes(Map.of("column", "value"))
        .build();
  }

  private byte[] wire(SpecificRecord record) {
    return WireFormat.encode(ids.idOf(Topics.TITLES), AvroBytes.encode(record));
  }

  private RejectedRecordException rejection(byte[] wire) {
    return catchThrowableOfType(RejectedRecordException.class, () -> titles.decode(wire));
  }
}

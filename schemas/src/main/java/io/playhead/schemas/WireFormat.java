package io.playhead.schemas;

import java.nio.ByteBuffer;

/**
 * Bytes of a record's value on a topic, as Confluent's serializers write them.
 *
 * <pre>
 *    0        1                                   5
 *   +--------+--------+--------+--------+--------+---------------------
 *   | 0      | schema id, big-endian              | Avro binary ...
 *   +--------+--------+--------+--------+--------+---------------------
 * </pre>
 *
 * Odd case: a value of 1 to 4 bytes that starts with 0 is malformed, not of a wrong magic byte.
 * Stateless.
 */
public final class WireFormat {
  /** The only magic byte there is. */
  public static final byte MAGIC_BYTE = 0;

  /** Where the schema id stands. */
  public static final int ID_OFFSET = 1;

  /** Where the Avro bytes start: 1 magic byte + 4 bytes of schema id. */
  public static final int HEADER_BYTES = ID_OFFSET + Integer.BYTES;

  private WireFormat() {}

  /** A value: the header with that schema id, then the Avro bytes. */
  public static byte[] encode(int schemaId, byte[] avro) {
    return ByteBuffer.allocate(HEADER_BYTES + avro.length)
        .put(MAGIC_BYTE)
        .putInt(schemaId)
        .put(avro)
        .array();
  }

  /** The schema id of a value's header. */
  public static int schemaId(byte[] wire) throws RejectedRecordException {
    if (wire == null || wire.length == 0) {
      throw new RejectedRecordException(RejectReason.EMPTY, "The record has no value.");
    }
    if (wire[0] != MAGIC_BYTE) {
      throw new RejectedRecordException(
          RejectReason.WRONG_MAGIC_BYTE,
          "The value starts with byte " + (wire[0] & 0xff) + ", not with the wire format's 0.");
    }
    if (wire.length < HEADER_BYTES) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED_AVRO,
          "The value ends after "
              + wire.length
              + " bytes, inside its header of "
              + HEADER_BYTES
              + ".");
    }
    return ByteBuffer.wrap(wire).getInt(ID_OFFSET);
  }
}

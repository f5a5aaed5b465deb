package io.playhead.deploy.chaos;

import io.playhead.schemas.WireFormat;
import java.util.Arrays;
import java.util.Random;

/** Values that no job can use, made of a good one. Pure. */
final class BadBytes {
  private static final int KINDS = 4;

  private BadBytes() {}

  /** A value that must be rejected. */
  static byte[] of(byte[] good, Random random) {
    switch (random.nextInt(KINDS)) {
      case 0:
        return new byte[0];
      case 1:
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        noise[0] = 9; // not the wire format's 0
        return noise;
      case 2:
        byte[] unknownSchema = good.clone();
        unknownSchema[WireFormat.ID_OFFSET] = 0x7f;
        return unknownSchema;
      default:
        return Arrays.copyOf(good, good.length - 1);
    }
  }
}

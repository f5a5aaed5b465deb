package io.playhead.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Names a model by what it learned and where its vectors point: the same weights, vocabulary and
 * rotation have the same id.
 */
final class ModelId {
  private static final int DIGITS = 12; // 48 bits: a clash among a million models is 1 in 500

  private ModelId() {}

  static String of(TrainedModel trained, TitleRows titles) {
    MessageDigest digest = Sha256.digest();
    digest.update(trained.shape().toString().getBytes(StandardCharsets.UTF_8));
    for (int row = 0; row < titles.vocabularySize(); row++) {
      digest.update((titles.titleIds().get(row) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    for (String name : trained.parameters().all().keySet()) {
      digest.update(littleEndian(trained.parameters().values(name)));
    }
    if (trained.alignment() != null) {
      digest.update(littleEndian(trained.alignment().rotation()));
    }
    return "playhead-" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  static byte[] littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}

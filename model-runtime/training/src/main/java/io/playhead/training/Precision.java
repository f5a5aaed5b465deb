package io.playhead.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The format in which training multiplies matrices. Weights, sums, norms and the optimizer are
 * float32 in both; what a bundle serves is always float32.
 */
enum Precision {
  /** 24 bits of mantissa, on any processor. */
  FLOAT32(torch.ScalarType.Float),
  /**
   * 8 bits of mantissa, summed in float32. On processors with matrix units (Intel AMX) five to ten
   * times faster than float32; on others twice at most, or slower.
   */
  BFLOAT16(torch.ScalarType.BFloat16);

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** How Linux calls matrix units that multiply bfloat16. */
  private static final String MATRIX_UNITS = "amx_bf16";

  private final torch.ScalarType type;

  Precision(torch.ScalarType type) {
    this.type = type;
  }

  /**
   * BFLOAT16 where this processor has matrix units, as far as it says so. Asked of the processor
   * and not of a clock: where both are about as fast, whatever else the machine did decided what
   * was trained from the same seed.
   */
  static Precision ofThisProcessor() {
    try {
      return Files.isReadable(PROCESSORS) ? of(Files.readString(PROCESSORS)) : FLOAT32;
    } catch (IOException e) {
      return FLOAT32; // not Linux, or not telling
    }
  }

  /** The same for a processor that Linux describes so. */
  static Precision of(String processors) {
    boolean hasMatrixUnits =
        processors
            .lines()
            .filter(line -> line.startsWith("flags"))
            .anyMatch(line -> (line + " ").contains(" " + MATRIX_UNITS + " "));
    return hasMatrixUnits ? BFLOAT16 : FLOAT32;
  }

  /** {@code x} in this format. */
  Tensor of(Tensor x) {
    return x.scalar_type() == type ? x : x.to(type);
  }

  /** {@code x} as float32. */
  static Tensor float32(Tensor x) {
    return FLOAT32.of(x);
  }

  /** The name on the command line and in manifests. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

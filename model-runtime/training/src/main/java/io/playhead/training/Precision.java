package io.playhead.training;

import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
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
   * times faster than float32, on those without several times slower.
   */
  BFLOAT16(torch.ScalarType.BFloat16);

  private static final int PROBES = 10;
  private static final int PROBE_ROWS = 512;
  private static final int PROBE_WIDTH = 256;
  private static final int PROBE_RUNS = 20;
  // A processor that gains less has no matrix units: exactness is worth more.
  private static final double GAIN_MIN = 2;

  private final torch.ScalarType type;

  Precision(torch.ScalarType type) {
    this.type = type;
  }

  /** What the fastest multiplications of this processor are. Takes some milliseconds. */
  static Precision fastest() {
    long float32Ns = Long.MAX_VALUE;
    long bfloat16Ns = Long.MAX_VALUE;
    // The shortest of several: whatever else the machine does must not decide what is trained.
    for (int probe = 0; probe < PROBES; probe++) {
      float32Ns = Math.min(float32Ns, FLOAT32.probeNs());
      bfloat16Ns = Math.min(bfloat16Ns, BFLOAT16.probeNs());
    }
    return float32Ns > GAIN_MIN * bfloat16Ns ? BFLOAT16 : FLOAT32;
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

  @SuppressWarnings("try") // a scope is closed, not read
  private long probeNs() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor x = of(torch.ones(new long[] {PROBE_ROWS, PROBE_WIDTH}));
      Tensor y = of(torch.ones(new long[] {PROBE_WIDTH, PROBE_ROWS}));
      long startNs = System.nanoTime();
      for (int run = 0; run < PROBE_RUNS; run++) {
        x.matmul(y);
      }
      return System.nanoTime() - startNs;
    }
  }
}

package io.playhead.training;

/**
 * Ridge regression from the sparse features of some titles to vectors: the B and mean that minimise
 * {@code |X B + mean - Y|^2 + lambda |B|^2}, mean being that of Y. Solved by conjugate gradients
 * for least squares (CGLS, Bjoerck 1996, algorithm 7.4.1), all columns at once, which never forms
 * X'X: work and memory grow with what is not zero. Pure, and the same in every run.
 */
final class MetadataRegression {
  private static final int STEPS_MAX = 200;
  private static final double REMAINDER = 1e-8; // of the squared gradient, in each column

  private final int[] starts;
  private final int[] rows;
  private final float[] weights;
  private final int width;
  private final double lambda;

  /**
   * @param starts where each title's features start; one more for the end
   * @param rows the feature's row in B
   * @param weights the feature's value
   * @param width columns of Y
   * @param ridge lambda as a share of the mean squared length of a title's features
   */
  MetadataRegression(int[] starts, int[] rows, float[] weights, int width, double ridge) {
    this.starts = starts;
    this.rows = rows;
    this.weights = weights;
    this.width = width;
    double squares = 0;
    for (float weight : weights) {
      squares += (double) weight * weight;
    }
    this.lambda = Math.max(Double.MIN_NORMAL, ridge * squares / titles());
  }

  /**
   * @param table B, [features x width]
   * @param mean [width]
   */
  record Fit(float[] table, float[] mean) {}

  /** Fits to {@code y} [titles x width] with {@code featureCount} rows in the table. */
  Fit fit(float[] y, int featureCount) {
    double[] mean = mean(y);
    double[] residual = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      residual[i] = y[i] - mean[i % width];
    }
    double[] b = new double[featureCount * width];
    double[] gradient = gradient(residual, b);
    double[] direction = gradient.clone();
    double[] squares = squares(gradient);
    double[] small = squares.clone();
    for (int step = 0; step < STEPS_MAX && isLarge(squares, small); step++) {
      double[] moved = product(direction);
      double[] curve = squares(moved);
      double[] length = squares(direction);
      double[] by = new double[width];
      for (int k = 0; k < width; k++) {
        double across = curve[k] + lambda * length[k];
        by[k] = across > 0 ? squares[k] / across : 0;
      }
      add(b, direction, by, 1);
      add(residual, moved, by, -1);
      gradient = gradient(residual, b);
      double[] next = squares(gradient);
      for (int i = 0; i < direction.length; i++) {
        int k = i % width;
        double share = squares[k] > 0 ? next[k] / squares[k] : 0;
        direction[i] = gradient[i] + share * direction[i];
      }
      squares = next;
    }
    return new Fit(floats(b), floats(mean));
  }

  private int titles() {
    return starts.length - 1;
  }

  private double[] mean(float[] y) {
    double[] mean = new double[width];
    for (int i = 0; i < y.length; i++) {
      mean[i % width] += y[i] / (double) titles();
    }
    return mean;
  }

  private static boolean isLarge(double[] squares, double[] atFirst) {
    for (int k = 0; k < squares.length; k++) {
      if (squares[k] > REMAINDER * atFirst[k]) {
        return true;
      }
    }
    return false;
  }

  /** {@code X' residual - lambda B}. */
  private double[] gradient(double[] residual, double[] b) {
    double[] gradient = new double[b.length];
    for (int title = 0; title < titles(); title++) {
      for (int i = starts[title]; i < starts[title + 1]; i++) {
        for (int k = 0; k < width; k++) {
          gradient[rows[i] * width + k] += weights[i] * residual[title * width + k];
        }
      }
    }
    for (int i = 0; i < b.length; i++) {
      gradient[i] -= lambda * b[i];
    }
    return gradient;
  }

  /** {@code X b}. */
  private double[] product(double[] b) {
    double[] product = new double[titles() * width];
    for (int title = 0; title < titles(); title++) {
      for (int i = starts[title]; i < starts[title + 1]; i++) {
        for (int k = 0; k < width; k++) {
          product[title * width + k] += weights[i] * b[rows[i] * width + k];
        }
      }
    }
    return product;
  }

  private double[] squares(double[] x) {
    double[] squares = new double[width];
    for (int i = 0; i < x.length; i++) {
      squares[i % width] += x[i] * x[i];
    }
    return squares;
  }

  private void add(double[] target, double[] x, double[] by, int sign) {
    for (int i = 0; i < target.length; i++) {
      target[i] += sign * by[i % width] * x[i];
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

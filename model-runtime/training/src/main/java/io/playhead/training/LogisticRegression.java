package io.playhead.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Logistic regression of sparse 0/1 columns and one number, by Newton's method on the
 * log-likelihood less a ridge (le Cessie and van Houwelingen 1992). Used by one thread.
 */
final class LogisticRegression {
  private static final double RIDGE = 1; // as much as one observation that says nothing
  private static final double BIAS_RIDGE = 1e-3;
  private static final int STEPS_MAX = 50;
  private static final double SMALL = 1e-9;

  private record Row(int[] columns, double number, boolean label) {}

  private final int size;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param columns how many 0/1 columns there are; the first is always 1
   */
  LogisticRegression(int columns) {
    this.size = columns + 1;
  }

  void add(int[] columns, double number, boolean label) {
    rows.add(new Row(columns, number, label));
  }

  /** The weights of the columns, then that of the number. */
  double[] fit() {
    double[] weights = new double[size];
    double loss = loss(weights);
    for (int i = 0; i < STEPS_MAX; i++) {
      double[] step = newtonStep(weights);
      double share = 1;
      double[] next = moved(weights, step, share);
      double nextLoss = loss(next);
      while (nextLoss > loss && share > SMALL) {
        share /= 2;
        next = moved(weights, step, share);
        nextLoss = loss(next);
      }
      if (loss - nextLoss <= SMALL * Math.abs(loss)) {
        break;
      }
      weights = next;
      loss = nextLoss;
    }
    return weights;
  }

  /** The chance of the label. */
  static double chance(double[] weights, int[] columns, double number) {
    double sum = weights[weights.length - 1] * number;
    for (int column : columns) {
      sum += weights[column];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private double loss(double[] weights) {
    double loss = 0;
    for (Row row : rows) {
      loss -= logOf(chance(weights, row.columns, row.number), row.label);
    }
    for (int i = 0; i < size; i++) {
      loss += ridge(i) / 2 * weights[i] * weights[i];
    }
    return loss;
  }

  /** Logarithm of the chance of what happened. */
  static double logOf(double chance, boolean label) {
    return Math.log(Math.max(1e-12, label ? chance : 1 - chance));
  }

  private static double ridge(int column) {
    return column == 0 ? BIAS_RIDGE : RIDGE;
  }

  private double[] newtonStep(double[] weights) {
    double[] gradient = new double[size];
    double[][] hessian = new double[size][size];
    for (Row row : rows) {
      double chance = chance(weights, row.columns, row.number);
      double error = chance - (row.label ? 1 : 0);
      double curve = chance * (1 - chance);
      for (int a = 0; a <= row.columns.length; a++) {
        int i = column(row, a);
        gradient[i] += error * value(row, a);
        for (int b = 0; b <= row.columns.length; b++) {
          hessian[i][column(row, b)] += curve * value(row, a) * value(row, b);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      gradient[i] += ridge(i) * weights[i];
      hessian[i][i] += ridge(i);
    }
    return solved(hessian, gradient);
  }

  private int column(Row row, int at) {
    return at < row.columns.length ? row.columns[at] : size - 1;
  }

  private static double value(Row row, int at) {
    return at < row.columns.length ? 1 : row.number;
  }

  private static double[] moved(double[] weights, double[] step, double share) {
    double[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] -= share * step[i];
    }
    return moved;
  }

  /** Cholesky; {@code a} is positive definite and is overwritten. */
  private static double[] solved(double[][] a, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= a[i][k] * x[k];
      }
      x[i] /= a[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= a[k][i] * x[k];
      }
      x[i] /= a[i][i];
    }
    return x;
  }
}

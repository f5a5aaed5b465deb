package io.playhead.inference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes the items of one row after the other, in the order to show, as {@link PageRow} keeps them.
 * Reused row after row; one thread.
 */
final class RowWriter {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] items = new byte[4 << 10]; // most rows; grows
  private float[] scores = new float[64];
  private int end;
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * Makes room for titles that will be added. Their texts lie anywhere in memory, and while they
   * are written each would be waited for by itself; here nothing depends on what was read before.
   */
  void expect(Catalogue catalogue, TopK.Best titles) {
    int bytes = 0;
    for (int i = 0; i < titles.count(); i++) {
      int slot = titles.slot(i);
      bytes += catalogue.block(slot).titleTextLength(Catalogue.row(slot));
    }
    room(bytes);
  }

  /**
   * Adds a title.
   *
   * @param reason as {@link AvroText}
   */
  void add(Catalogue catalogue, int slot, float score, byte[] reason) {
    room(TitleTexts.BYTES);
    int idEnd = catalogue.block(slot).copyTitleText(Catalogue.row(slot), items, end);
    if (idEnd >= 0) {
      end = idEnd;
    } else {
      append(AvroText.of(catalogue.titleId(slot)));
    }
    add(score, reason);
  }

  /** Adds a title by its id; both texts as {@link AvroText}. */
  void add(byte[] titleId, float score, byte[] reason) {
    append(titleId);
    add(score, reason);
  }

  private void add(float score, byte[] reason) {
    room(Float.BYTES);
    FLOAT.set(items, end, score);
    end += Float.BYTES;
    append(reason);
    if (count == scores.length) {
      scores = Arrays.copyOf(scores, 2 * count);
    }
    scores[count++] = score;
  }

  private void append(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, items, end, text.length);
    end += text.length;
  }

  private void room(int bytes) {
    if (end + bytes > items.length) {
      items = Arrays.copyOf(items, Math.max(2 * items.length, end + bytes));
    }
  }

  /** The row of what has been added since the last one. */
  PageRow row(String name) {
    PageRow row = new PageRow(name, Arrays.copyOf(scores, count), Arrays.copyOf(items, end));
    end = 0;
    count = 0;
    return row;
  }
}

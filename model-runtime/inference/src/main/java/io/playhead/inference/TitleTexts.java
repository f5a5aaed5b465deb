package io.playhead.inference;

/**
 * Ids of a block's titles as a page's record has them, side by side: a page names sixty titles that
 * lie anywhere, and each costs one look at memory instead of one at a list of texts, one at a text
 * and one at its letters.
 *
 * <pre>
 *    0                       64                      128
 *   +-----------------------+-----------------------+---
 *   | row 0: AvroText, 0 .. | row 1: AvroText, 0 .. | ...
 *   +-----------------------+-----------------------+---
 * </pre>
 *
 * Odd case: a text of more than 64 B with its length is not here, and its row begins with 255,
 * which no length of a short text does. Written while a snapshot is built, then only read.
 */
final class TitleTexts {
  /** A line of the processor's cache; a UUID takes 37 B. */
  static final int BYTES = 64;

  private static final byte NOT_HERE = -1;

  private final byte[] texts;

  /** For so many rows. */
  TitleTexts(int rows) {
    this.texts = new byte[rows * BYTES];
  }

  private TitleTexts(byte[] texts) {
    this.texts = texts;
  }

  TitleTexts copy() {
    return new TitleTexts(texts.clone());
  }

  void set(int row, String titleId) {
    byte[] text = AvroText.of(titleId);
    if (text.length <= BYTES) {
      System.arraycopy(text, 0, texts, row * BYTES, text.length);
    } else {
      texts[row * BYTES] = NOT_HERE;
    }
  }

  void set(int row, TitleTexts source, int sourceRow) {
    System.arraycopy(source.texts, sourceRow * BYTES, texts, row * BYTES, BYTES);
  }

  /** About how long a row's text is, in bytes; who asks for many has them fetched side by side. */
  int length(int row) {
    return 1 + (texts[row * BYTES] & 0xff) / 2;
  }

  /**
   * Copies a row's text to {@code target}, whose next {@link #BYTES} bytes from {@code at} on it
   * may overwrite.
   *
   * @return where the text ends; -1: it is not here
   */
  int copy(int row, byte[] target, int at) {
    int from = row * BYTES;
    byte doubleLength = texts[from];
    if (doubleLength == NOT_HERE) {
      return -1;
    }
    System.arraycopy(texts, from, target, at, BYTES); // As many each time: no loop, no branch.
    return at + 1 + doubleLength / 2;
  }

  /** A text of {@code prefix} and a row's id; null: that one is not here, or both are too long. */
  byte[] after(byte[] prefix, int row) {
    int from = row * BYTES;
    int idLength = texts[from] / 2;
    int length = prefix.length + idLength;
    if (texts[from] == NOT_HERE || length >= BYTES) {
      return null;
    }
    byte[] text = new byte[1 + length];
    text[0] = (byte) (2 * length);
    System.arraycopy(prefix, 0, text, 1, prefix.length);
    System.arraycopy(texts, from + 1, text, 1 + prefix.length, idLength);
    return text;
  }
}

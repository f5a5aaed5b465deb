package io.playhead.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;

/**
 * One row of a page, kept as its record has it: a page is made to be published, thousands a second,
 * and hardly one of them is looked at here. Immutable.
 *
 * <pre>
 *    item (schema Item), one after the other
 *   +----------------------+-------------------------+---------------------+
 *   | title id, AvroText   | score, f32 little-endian | reason, AvroText   |
 *   +----------------------+-------------------------+---------------------+
 * </pre>
 */
public final class PageRow {
  /** Titles the model likes best for this member. */
  public static final String TOP_PICKS = "top-picks";

  /** Titles begun and not finished, newest first. */
  public static final String CONTINUE_WATCHING = "continue-watching";

  /** Of the titles below the top picks, those that are like the last one watched, best first. */
  public static final String BECAUSE_YOU_WATCHED = "because-you-watched";

  /** Titles that came out lately and are not above, best first. */
  public static final String NEW_FOR_YOU = "new-for-you";

  /** All of them. */
  static final List<String> NAMES =
      List.of(TOP_PICKS, CONTINUE_WATCHING, BECAUSE_YOU_WATCHED, NEW_FOR_YOU);

  private final String name;
  private final float[] scores;
  private final byte[] items;

  /** Takes the arrays for its own. */
  PageRow(String name, float[] scores, byte[] items) {
    this.name = name;
    this.scores = scores;
    this.items = items;
  }

  /** A row of these items, best first. */
  public static PageRow of(String name, List<PageItem> items) {
    RowWriter writer = new RowWriter();
    for (PageItem item : items) {
      writer.add(AvroText.of(item.titleId()), item.score(), AvroText.of(item.reason()));
    }
    return writer.row(name);
  }

  /** Such as {@link #TOP_PICKS}. */
  public String name() {
    return name;
  }

  /** Number of titles. */
  public int size() {
    return scores.length;
  }

  /** Score of the title at a place. */
  float score(int place) {
    return scores[place];
  }

  /** About how many bytes {@link #write} writes: its name and two counts are not in it. */
  public int bytes() {
    return items.length;
  }

  /** Writes the record {@code Row}. */
  public void write(Encoder out) throws IOException {
    out.writeString(name);
    out.writeArrayStart();
    out.setItemCount(scores.length);
    out.writeFixed(items);
    out.writeArrayEnd();
  }

  /** Its items, best first; read anew each time. */
  public List<PageItem> items() {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(items, null);
    List<PageItem> read = new ArrayList<>(scores.length);
    try {
      for (int i = 0; i < scores.length; i++) {
        read.add(new PageItem(in.readString(), in.readFloat(), in.readString()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a row that was written here can be read", e);
    }
    return List.copyOf(read);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PageRow row && name.equals(row.name) && Arrays.equals(items, row.items);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(items);
  }

  @Override
  public String toString() {
    return name + items();
  }

  /** That name, if a row has it. */
  static String requireName(String key, String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          key + " names the row '" + name + "', and there are " + String.join(", ", NAMES));
    }
    return name;
  }
}

package io.playhead.deploy.chaos;

import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Row;

/**
 * What two runs must agree on in a member's list: all of it but what the clock says, and which of
 * two events of two topics was read last.
 *
 * @param revision events that it reflects
 * @param modelId the model that made it
 * @param context it was made for
 * @param rows titles, scores to the last bit, and reasons, in their order
 */
record FinalPage(long revision, String modelId, String context, String rows) {
  static FinalPage of(Recommendation page) {
    StringBuilder rows = new StringBuilder(4_000);
    for (Row row : page.getRows()) {
      rows.append(row.getRow()).append('\n');
      for (Item item : row.getItems()) {
        rows.append(item.getTitleId())
            .append('\t')
            .append(item.getScore())
            .append('\t')
            .append(item.getReason())
            .append('\n');
      }
    }
    return new FinalPage(
        page.getRevision(), page.getModelId(), page.getContext().toString(), rows.toString());
  }

  /** What is different, in one word; null: nothing. */
  String differenceTo(FinalPage other) {
    if (revision != other.revision) {
      return "revision " + revision + " instead of " + other.revision;
    } else if (!modelId.equals(other.modelId)) {
      return "model " + modelId + " instead of " + other.modelId;
    } else if (!context.equals(other.context)) {
      return "context " + context + " instead of " + other.context;
    } else if (!rows.equals(other.rows)) {
      return firstDifference(rows, other.rows);
    }
    return null;
  }

  private static String firstDifference(String rows, String others) {
    String[] mine = rows.split("\n");
    String[] theirs = others.split("\n");
    for (int line = 0; line < Math.min(mine.length, theirs.length); line++) {
      if (!mine[line].equals(theirs[line])) {
        return "line " + line + " is " + mine[line] + " instead of " + theirs[line];
      }
    }
    return mine.length + " lines instead of " + theirs.length;
  }
}

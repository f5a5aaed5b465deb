package io.playhead.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * A member's home page: a pure function of tokens, model, catalogue and context. No title stands on
 * it twice.
 *
 * @param memberId the member
 * @param modelId the model that made it
 * @param rows rows, first on top; empty ones are left out
 * @param memberVector the member's vector, unit length; not to be changed
 */
public record HomePage(String memberId, String modelId, List<PageRow> rows, float[] memberVector) {
  /** Keeps the rows as they are now. */
  public HomePage {
    rows = List.copyOf(rows);
  }

  /**
   * Whether {@code other} is the same list. Caches built along different ways leave the last bits
   * of a vector different (about 1e-6), so titles whose scores lie within {@code tolerance} of each
   * other may stand in either order, the last place of a row included; anything else differs.
   */
  public boolean agreesWith(HomePage other, float tolerance) {
    if (!memberId.equals(other.memberId)
        || !modelId.equals(other.modelId)
        || rows.size() != other.rows.size()) {
      return false;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!agree(rows.get(i), other.rows.get(i), tolerance)) {
        return false;
      }
    }
    return true;
  }

  private static boolean agree(PageRow row, PageRow other, float tolerance) {
    if (!row.name().equals(other.name()) || row.items().size() != other.items().size()) {
      return false;
    }
    List<PageItem> rest = new ArrayList<>(other.items());
    for (int i = 0; i < row.items().size(); i++) {
      PageItem item = row.items().get(i);
      PageItem inPlace = other.items().get(i);
      if (!(Math.abs(item.score() - inPlace.score()) <= tolerance)) {
        return false;
      }
      boolean found = rest.removeIf(r -> r.titleId().equals(item.titleId()));
      boolean lastPlaces =
          Math.abs(item.score() - row.items().get(row.items().size() - 1).score()) <= tolerance;
      if (!found && !lastPlaces) {
        return false;
      }
    }
    return true;
  }
}

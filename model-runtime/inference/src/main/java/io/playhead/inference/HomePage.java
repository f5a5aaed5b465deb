package io.playhead.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
   * other may stand in either order, and a title within it of a row's last place may stand in the
   * row, below it, or in another row instead; anything else differs. The first ten of the top picks
   * count as a row of their own, for {@link NewTitlePlaces} orders them otherwise than the rest.
   */
  public boolean agreesWith(HomePage other, float tolerance) {
    if (!memberId.equals(other.memberId) || !modelId.equals(other.modelId)) {
      return false;
    }
    Map<String, Float> theirScores = other.scores();
    for (Map.Entry<String, Float> score : scores().entrySet()) {
      if (!isNear(
          score.getValue(),
          theirScores.getOrDefault(score.getKey(), score.getValue()),
          tolerance)) {
        return false;
      }
    }
    List<PageRow> own = ordered(rows);
    List<PageRow> theirs = ordered(other.rows);
    Set<String> names = new LinkedHashSet<>();
    own.forEach(row -> names.add(row.name()));
    theirs.forEach(row -> names.add(row.name()));
    return names.stream().allMatch(name -> agree(name, own, theirs, tolerance));
  }

  /** The rows as far as each is in one order. */
  private static List<PageRow> ordered(List<PageRow> rows) {
    List<PageRow> ordered = new ArrayList<>();
    for (PageRow row : rows) {
      int first = row.name().equals(PageRow.TOP_PICKS) ? NewTitlePlaces.FIRST : row.size();
      if (row.size() <= first) {
        ordered.add(row);
      } else {
        ordered.add(PageRow.of(row.name(), row.items().subList(0, first)));
        ordered.add(PageRow.of(row.name() + " further", row.items().subList(first, row.size())));
      }
    }
    return ordered;
  }

  private static boolean agree(
      String name, List<PageRow> rows, List<PageRow> others, float tolerance) {
    List<PageItem> own = items(name, rows);
    List<PageItem> theirs = items(name, others);
    if (!mayLack(name, own, theirs, rows, others, tolerance)
        || !mayLack(name, theirs, own, rows, others, tolerance)) {
      return false;
    }
    List<PageItem> shared = shared(own, theirs);
    List<PageItem> inPlace = shared(theirs, own);
    for (int i = 0; i < shared.size(); i++) {
      if (!isNear(shared.get(i).score(), inPlace.get(i).score(), tolerance)) {
        return false;
      }
    }
    return true;
  }

  private Map<String, Float> scores() {
    Map<String, Float> scores = new HashMap<>();
    rows.forEach(row -> row.items().forEach(item -> scores.put(item.titleId(), item.score())));
    return scores;
  }

  /**
   * Whether all items that {@code others} lack are at an edge, of this row or of another, or have
   * changed places with one of another row.
   */
  private static boolean mayLack(
      String name,
      List<PageItem> items,
      List<PageItem> others,
      List<PageRow> rows,
      List<PageRow> otherRows,
      float tolerance) {
    List<Float> edges = new ArrayList<>();
    if (items.size() == others.size() && !items.isEmpty()) {
      edges.add(lowest(items));
    }
    for (List<PageRow> page : List.of(rows, otherRows)) {
      for (PageRow row : page) {
        if (!row.name().equals(name)) {
          edges.add(lowest(row.items()));
          edges.addAll(shared(row.items(), others).stream().map(PageItem::score).toList());
        }
      }
    }
    List<PageItem> lacking = new ArrayList<>(items);
    lacking.removeAll(shared(items, others));
    return lacking.stream()
        .allMatch(item -> edges.stream().anyMatch(e -> isNear(e, item.score(), tolerance)));
  }

  private static float lowest(List<PageItem> items) {
    return (float) items.stream().mapToDouble(PageItem::score).min().orElseThrow();
  }

  private static List<PageItem> items(String name, List<PageRow> rows) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .map(PageRow::items)
        .findFirst()
        .orElse(List.of());
  }

  /** Those of {@code items} whose titles stand in {@code others}, in their order. */
  private static List<PageItem> shared(List<PageItem> items, List<PageItem> others) {
    Set<String> ids = others.stream().map(PageItem::titleId).collect(Collectors.toSet());
    return items.stream().filter(item -> ids.contains(item.titleId())).toList();
  }

  private static boolean isNear(float one, float other, float tolerance) {
    return Math.abs(one - other) <= tolerance;
  }
}

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
   * row, below it, or in another row instead; anything else differs.
   */
  public boolean agreesWith(HomePage other, float tolerance) {
    if (!memberId.equals(other.memberId) || !modelId.equals(other.modelId)) {
      return false;
    }
    Map<String, Float> theirs = other.scores();
    for (Map.Entry<String, Float> own : scores().entrySet()) {
      if (!isNear(own.getValue(), theirs.getOrDefault(own.getKey(), own.getValue()), tolerance)) {
        return false;
      }
    }
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.add(row.name()));
    other.rows.forEach(row -> names.add(row.name()));
    return names.stream().allMatch(name -> agree(name, other, tolerance));
  }

  private boolean agree(String name, HomePage other, float tolerance) {
    List<PageItem> own = items(name);
    List<PageItem> theirs = other.items(name);
    if (!mayLack(name, own, theirs, other, tolerance)
        || !mayLack(name, theirs, own, other, tolerance)) {
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

  /** Whether all items that {@code others} lack are at an edge: of this row or of another. */
  private boolean mayLack(
      String name, List<PageItem> items, List<PageItem> others, HomePage other, float tolerance) {
    List<Float> edges = new ArrayList<>();
    if (items.size() == others.size() && !items.isEmpty()) {
      edges.add(items.get(items.size() - 1).score());
    }
    for (HomePage page : List.of(this, other)) {
      for (PageRow row : page.rows) {
        if (!row.name().equals(name)) {
          edges.add(row.items().get(row.items().size() - 1).score());
        }
      }
    }
    List<PageItem> lacking = new ArrayList<>(items);
    lacking.removeAll(shared(items, others));
    return lacking.stream()
        .allMatch(item -> edges.stream().anyMatch(e -> isNear(e, item.score(), tolerance)));
  }

  private List<PageItem> items(String name) {
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

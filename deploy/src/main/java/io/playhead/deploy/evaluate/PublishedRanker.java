package io.playhead.deploy.evaluate;

import io.playhead.deploy.ListsCsv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lists that the engine published, as replay wrote them: of each member the top picks of the
 * newest revision. Titles that are no candidates, or in the member's history, give up their place.
 */
final class PublishedRanker implements Ranker {
  private static final String ROW = "top-picks";

  private final Map<String, List<ListsCsv.Line>> newest = new HashMap<>();
  private final TitleTable titles;

  PublishedRanker(List<ListsCsv.Line> lines, TitleTable titles) {
    this.titles = titles;
    for (ListsCsv.Line line : lines) {
      if (line.row().equals(ROW)) {
        add(line);
      }
    }
    newest.values().forEach(list -> list.sort(Comparator.comparingInt(ListsCsv.Line::rank)));
  }

  private void add(ListsCsv.Line line) {
    List<ListsCsv.Line> list =
        newest.computeIfAbsent(line.memberId(), memberId -> new ArrayList<>());
    if (!list.isEmpty() && list.get(0).revision() < line.revision()) {
      list.clear();
    }
    if (list.isEmpty() || list.get(0).revision() == line.revision()) {
      list.add(line);
    }
  }

  /** How many of {@code cases} have a list. */
  int memberCount(List<TestCase> cases) {
    return (int) cases.stream().filter(c -> newest.containsKey(c.memberId())).count();
  }

  @Override
  public int[] ranks(List<TestCase> cases) {
    return cases.stream().mapToInt(this::rank).toArray();
  }

  private int rank(TestCase testCase) {
    if (!testCase.isAnswerable()) {
      return -1;
    }
    Set<Integer> watched = new HashSet<>();
    Arrays.stream(testCase.history()).forEach(watched::add);
    int rank = 0;
    for (ListsCsv.Line line : newest.getOrDefault(testCase.memberId(), List.of())) {
      int row = titles.row(line.titleId());
      if (row == testCase.answer()) {
        return rank;
      }
      rank += row >= 0 && row < testCase.candidates() && !watched.contains(row) ? 1 : 0;
    }
    return -1;
  }
}

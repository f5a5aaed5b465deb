package io.playhead.deploy.demo;

import io.playhead.deploy.local.Pages;
import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RequestContext;
import java.io.PrintStream;
import java.util.List;

/** Prints one member's first ten, with names, whenever they change. One thread. */
final class PageShow {
  private static final int SHOWN = 10;
  private static final String[] WEEKDAYS = {"?", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

  private final String memberId;
  private final SimulatedCatalogue catalogue;
  private final PrintStream out;
  private List<String> before = List.of();

  PageShow(String memberId, SimulatedCatalogue catalogue, PrintStream out) {
    this.memberId = memberId;
    this.catalogue = catalogue;
    this.out = out;
  }

  /** A page was read; null: the member has none. */
  void page(Recommendation page) {
    if (page == null || !page.getMemberId().equals(memberId)) {
      return;
    }
    List<String> topPicks = Pages.topPicks(page).stream().limit(SHOWN).toList();
    if (topPicks.equals(before)) {
      return;
    }
    out.println();
    out.println(heading(page));
    for (int rank = 0; rank < topPicks.size(); rank++) {
      String titleId = topPicks.get(rank);
      boolean isNew = !before.isEmpty() && !before.contains(titleId);
      out.printf("  %2d %s %s%n", rank + 1, isNew ? "+" : " ", catalogue.describe(titleId));
    }
    before = topPicks;
  }

  private static String heading(Recommendation page) {
    RequestContext context = page.getContext();
    Integer weekday = context.getLocalWeekday();
    Integer hour = context.getLocalHour();
    return "%s on the %s in %s, %s %s, page %d:"
        .formatted(
            page.getMemberId(),
            context.getDeviceType(),
            context.getCountry(),
            WEEKDAYS[weekday == null ? 0 : weekday],
            hour == null ? "?" : "%02d h".formatted(hour),
            page.getRevision());
  }
}

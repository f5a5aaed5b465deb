package io.playhead.inference;

import io.playhead.schemas.Title;
import io.playhead.window.RequestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which rows may hold a title, and whose limit of age ratings lets it through. What the rules say
 * of a title is worked out once for each block of a catalogue, which no longer changes once it is
 * there, so that a candidate costs two look-ups in arrays. One thread.
 */
final class TitleGate {
  /**
   * What lets a member's titles through.
   *
   * @param scale number of the order that holds in the member's country; -1: none has to be looked
   *     at
   * @param rankMax the highest rank in there
   */
  record Limit(int scale, int rankMax) {
    static final Limit NONE = new Limit(-1, AgeScale.NOWHERE);
  }

  /**
   * What the rules say of the titles of a block.
   *
   * @param closedRows by title, a bit for each row that may not hold it
   * @param ranks by order and title, where its age rating stands
   */
  private record Verdicts(byte[] closedRows, int[][] ranks) {}

  private static final byte NO_ROW = (byte) ((1 << PageRow.NAMES.size()) - 1);

  private final TitleRules rules;
  private final AgeScale[] scales;
  private final Map<String, Integer> scaleByCountry = new HashMap<>();
  private Map<CatalogueBlock, Verdicts> verdicts = new HashMap<>(); // blocks equal only themselves
  private Catalogue catalogue;

  TitleGate(TitleRules rules) {
    this.rules = rules;
    Map<String, List<List<String>>> order = rules.ageRatings().order();
    boolean unratedAllowed = rules.ageRatings().unratedAllowed();
    this.scales = new AgeScale[Math.max(1, order.size())];
    scales[0] = new AgeScale(List.of(), unratedAllowed); // where the rules have no order at all
    order.forEach(
        (country, ratings) -> {
          int scale = scaleByCountry.size();
          scales[scale] = new AgeScale(ratings, unratedAllowed);
          scaleByCountry.put(country, scale);
        });
  }

  /** From now on it is asked for titles of {@code now}; blocks that stayed keep their verdicts. */
  void follow(Catalogue now) {
    if (now != catalogue) {
      Map<CatalogueBlock, Verdicts> kept = new HashMap<>();
      for (CatalogueBlock block : now.blocks()) {
        Verdicts before = verdicts.get(block);
        if (before != null) {
          kept.put(block, before);
        }
      }
      verdicts = kept;
      catalogue = now;
    }
  }

  /** The limit of a page for that context. */
  Limit limit(RequestContext context) {
    if (context.ageRatingMax() == null) {
      return Limit.NONE;
    }
    String country = context.country() == null ? "" : context.country().toUpperCase(Locale.ROOT);
    int any = scaleByCountry.getOrDefault(AgeRatings.ANY_COUNTRY, 0);
    int scale = scaleByCountry.getOrDefault(country, any);
    return new Limit(scale, scales[scale].limitOf(context.ageRatingMax()));
  }

  /** Whether a title may stand in that row of a page with that limit. */
  boolean admits(Limit limit, CatalogueBlock block, int index, String rowName) {
    Verdicts of = of(block);
    return (of.closedRows()[index] & bit(rowName)) == 0 && isLow(limit, of, index);
  }

  /** Whether a title may be named on a page with that limit. */
  boolean mayName(Limit limit, CatalogueBlock block, int index) {
    Verdicts of = of(block);
    return of.closedRows()[index] != NO_ROW && isLow(limit, of, index);
  }

  private Verdicts of(CatalogueBlock block) {
    Verdicts of = verdicts.get(block);
    if (of == null) {
      of = verdicts(block);
      verdicts.put(block, of);
    }
    return of;
  }

  private static boolean isLow(Limit limit, Verdicts of, int index) {
    return limit.scale() < 0 || of.ranks()[limit.scale()][index] <= limit.rankMax();
  }

  private Verdicts verdicts(CatalogueBlock block) {
    byte[] closedRows = new byte[block.count()];
    int[][] ranks = new int[scales.length][block.count()];
    for (int index = 0; index < block.count(); index++) {
      Title title = block.title(index);
      closedRows[index] = closedRows(title);
      for (int scale = 0; scale < scales.length; scale++) {
        ranks[scale][index] = scales[scale].rankOf(title.getAgeRating());
      }
    }
    return new Verdicts(closedRows, ranks);
  }

  private byte closedRows(Title title) {
    if (rules.blockedTitles().contains(title.getTitleId())
        || rules.hiddenKinds().contains(title.getKind())) {
      return NO_ROW;
    }
    int closed = 0;
    for (String row : rules.rowKinds().keySet()) {
      closed |= rules.rowKinds().get(row).contains(title.getKind()) ? 0 : bit(row);
    }
    return (byte) closed;
  }

  private static int bit(String rowName) {
    return 1 << PageRow.NAMES.indexOf(rowName);
  }
}

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
 * there, so that a candidate costs look-ups and no work on texts. One thread.
 */
final class TitleGate {
  /**
   * What lets a member's titles through.
   *
   * @param scale number of the order that holds in the member's country; -1: none has to be looked
   *     at
   * @param rankMax the highest rank in there
   */
  record Limit(int scale, byte rankMax) {
    static final Limit NONE = new Limit(-1, AgeScale.NOWHERE);
  }

  /**
   * What the rules say of the titles of a block.
   *
   * @param closedRows by title, a bit for each row that may not hold it
   * @param ranks by order and title, where its age rating stands; null where nobody asked: at a
   *     million titles an order takes a megabyte
   */
  private record Verdicts(byte[] closedRows, byte[][] ranks) {}

  private static final byte NO_ROW = (byte) ((1 << PageRow.NAMES.size()) - 1);

  private final TitleRules rules;
  private final boolean namesTitles; // or kinds: else only limits matter
  private final AgeScale[] scales;
  private final Map<String, Integer> scaleByCountry = new HashMap<>();
  private Map<CatalogueBlock, Verdicts> verdicts = new HashMap<>(); // blocks equal only themselves
  private Catalogue catalogue;

  TitleGate(TitleRules rules) {
    this.rules = rules;
    this.namesTitles =
        !rules.blockedTitles().isEmpty()
            || !rules.hiddenKinds().isEmpty()
            || !rules.rowKinds().isEmpty();
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
    if (limit == Limit.NONE && !namesTitles) {
      return true; // Asked for every candidate, and most often nothing is to be looked at.
    }
    Verdicts of = of(block);
    return (of.closedRows()[index] & bit(rowName)) == 0 && isLow(limit, block, of, index);
  }

  /** Whether a title may be named on a page with that limit. */
  boolean mayName(Limit limit, CatalogueBlock block, int index) {
    Verdicts of = of(block);
    return of.closedRows()[index] != NO_ROW && isLow(limit, block, of, index);
  }

  private Verdicts of(CatalogueBlock block) {
    Verdicts of = verdicts.get(block);
    if (of == null) {
      of = new Verdicts(closedRows(block), new byte[scales.length][]);
      verdicts.put(block, of);
    }
    return of;
  }

  private boolean isLow(Limit limit, CatalogueBlock block, Verdicts of, int index) {
    if (limit.scale() < 0) {
      return true;
    }
    byte[] ranks = of.ranks()[limit.scale()];
    if (ranks == null) {
      ranks = ranks(block, scales[limit.scale()]);
      of.ranks()[limit.scale()] = ranks;
    }
    return ranks[index] <= limit.rankMax();
  }

  private static byte[] ranks(CatalogueBlock block, AgeScale scale) {
    byte[] ranks = new byte[block.count()];
    for (int index = 0; index < ranks.length; index++) {
      ranks[index] = scale.rankOf(block.title(index).getAgeRating());
    }
    return ranks;
  }

  private byte[] closedRows(CatalogueBlock block) {
    byte[] closedRows = new byte[block.count()];
    for (int index = 0; index < closedRows.length; index++) {
      closedRows[index] = closedRows(block.title(index));
    }
    return closedRows;
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

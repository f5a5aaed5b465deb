package io.playhead.inference;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order of age ratings, which upper and lower case do not change.
 *
 * @param order by country (ISO 3166-1 alpha-2 in capitals, {@value #ANY_COUNTRY} for any other) the
 *     ratings from the lowest to the highest, equal ones together
 * @param unratedAllowed whether members with a limit are shown titles without a rating
 */
public record AgeRatings(Map<String, List<List<String>>> order, boolean unratedAllowed)
    implements Serializable {
  /** Stands for every country that has no order of its own. */
  public static final String ANY_COUNTRY = "*";

  /** Many more than any country has; each is a number in a byte. */
  static final int LEVELS_MAX = 100;

  /** Checks that every rating has one place. */
  public AgeRatings {
    TreeMap<String, List<List<String>>> copy = new TreeMap<>();
    order.forEach((country, ratings) -> copy.put(country, copy(country, ratings)));
    if (!copy.isEmpty() && !copy.containsKey(ANY_COUNTRY)) {
      throw new IllegalArgumentException(
          "ageRatings has orders of " + copy.keySet() + " and none of * for all other countries");
    }
    order = Collections.unmodifiableSortedMap(copy);
  }

  private static List<List<String>> copy(String country, List<List<String>> ratings) {
    if (!country.equals(ANY_COUNTRY) && !country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException(
          "ageRatings has the country '" + country + "', which is neither * nor two capitals");
    }
    if (ratings.size() > LEVELS_MAX) {
      throw new IllegalArgumentException(
          "ageRatings." + country + " has " + ratings.size() + " levels, more than " + LEVELS_MAX);
    }
    Set<String> seen = new HashSet<>();
    for (String rating : ratings.stream().flatMap(Collection::stream).toList()) {
      if (rating.isBlank() || !seen.add(AgeScale.normal(rating))) {
        throw new IllegalArgumentException(
            "ageRatings." + country + " has the rating '" + rating + "' blank or twice");
      }
    }
    return ratings.stream().map(List::copyOf).toList();
  }
}

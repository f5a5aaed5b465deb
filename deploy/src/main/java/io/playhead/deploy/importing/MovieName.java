package io.playhead.deploy.importing;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A film's name as MovieLens writes it, {@code Matrix, The (1999)}, taken apart. Stateless.
 *
 * @param name the name as people say it: articles in front, the year left out
 * @param year year of release; null: it names none. Of a span the first
 */
record MovieName(String name, Integer year) {
  /** The year, or years, in brackets at the end, and what IMDb puts behind: V is video. */
  private static final Pattern YEAR =
      Pattern.compile(
          "(.*?)\\s*\\((\\d{4})\\s*(?:[-–]\\s*(?:\\d{4})?)?\\s*\\)\\s*(?:\\((?:V|TV|VG)\\))?");

  /** Brackets hold another name, with an article of its own. */
  private static final Pattern OUTSIDE_BRACKETS = Pattern.compile("[^()]+");

  private static final Pattern ARTICLE_BEHIND =
      Pattern.compile(
          "(\\s*(?:a\\.k\\.a\\. )?)(\\S.*), (L'|The|An|A|La|Le|Les|Lo|Il|I|Gli|El|Los|Las"
              + "|Der|Die|Das|Det|Den|De|Het|En|Ett|Et|O|Os|As|Une|Un|Una|Uno|Eine|Ein)(\\s*)");

  /** Takes {@code text} apart. */
  static MovieName parse(String text) {
    String name = text.strip();
    Matcher year = YEAR.matcher(name);
    boolean hasYear = year.matches() && !year.group(1).isEmpty();
    return new MovieName(
        OUTSIDE_BRACKETS.matcher(hasYear ? year.group(1) : name).replaceAll(MovieName::inOrder),
        hasYear ? Integer.valueOf(year.group(2)) : null);
  }

  private static String inOrder(MatchResult part) {
    Matcher behind = ARTICLE_BEHIND.matcher(part.group());
    String said = part.group();
    if (behind.matches()) {
      String article = behind.group(3) + (behind.group(3).endsWith("'") ? "" : " ");
      said = behind.group(1) + article + behind.group(2) + behind.group(4);
    }
    return Matcher.quoteReplacement(said);
  }
}

package io.playhead.deploy.simulator;

import java.util.SplittableRandom;

/** Names, people and synopses for titles, put together from words. */
final class TitleWords {
  private static final String[] ADJECTIVES = {
    "Silent", "Crimson", "Last", "Golden", "Broken", "Hidden", "Wild", "Electric", "Paper",
        "Midnight",
    "Distant", "Gentle", "Burning", "Frozen", "Borrowed", "Restless", "Lucky", "Velvet", "Stolen",
        "Early"
  };
  private static final String[] NOUNS = {
    "Harbour", "Orchard", "Signal", "Mountain", "Letter", "Kitchen", "River", "Engine", "Garden",
        "Station",
    "Island", "Promise", "Mirror", "Lantern", "Circus", "Library", "Comet", "Bakery", "Frontier",
        "Season",
    "Tunnel", "Voyage", "Window", "Festival", "Village"
  };
  private static final String[] GIVEN = {
    "Ada", "Bruno", "Chidi", "Dana", "Emre", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kaito",
    "Lena", "Mira", "Noor", "Otto", "Priya"
  };
  private static final String[] FAMILY = {
    "Almeida", "Becker", "Castel", "Dubois", "Endo", "Fischer", "Gupta", "Han", "Ito", "Jansen",
    "Kim", "Lopes", "Martin", "Novak"
  };
  private static final String[] THEMES = {
    "family",
    "revenge",
    "friendship",
    "travel",
    "survival",
    "first love",
    "small town",
    "heist",
    "music",
    "growing up",
    "history",
    "space",
    "cooking",
    "courtroom",
    "ghosts",
    "championship"
  };
  private static final String[] PEOPLE = {
    "teacher",
    "detective",
    "singer",
    "nurse",
    "pilot",
    "baker",
    "student",
    "goalkeeper",
    "chemist",
    "clown"
  };
  private static final String[] DEEDS = {
    "returns home",
    "loses everything",
    "finds a map",
    "meets a rival",
    "keeps a secret",
    "starts over",
    "crosses the border",
    "hears a voice",
    "opens a shop",
    "enters a contest"
  };

  private TitleWords() {}

  static String name(int number) {
    // 20 adjectives x 25 nouns = 500 names; a step prime to 500 mixes them.
    int mixed = number * 137 % (ADJECTIVES.length * NOUNS.length);
    return "The " + ADJECTIVES[mixed / NOUNS.length] + " " + NOUNS[mixed % NOUNS.length];
  }

  static String person(int number) {
    return GIVEN[number % GIVEN.length] + " " + FAMILY[number / GIVEN.length % FAMILY.length];
  }

  static String theme(SplittableRandom random) {
    return pick(THEMES, random);
  }

  static String synopsis(Genre genre, SplittableRandom random) {
    return "A %s %s and %s. A %s about %s and %s."
        .formatted(
            pick(PEOPLE, random),
            pick(DEEDS, random),
            pick(DEEDS, random),
            genre.label(),
            theme(random),
            theme(random));
  }

  private static String pick(String[] words, SplittableRandom random) {
    return words[random.nextInt(words.length)];
  }
}

package io.playhead.deploy.simulator;

import java.util.SplittableRandom;

/**
 * What one member likes and how they watch; never changes.
 *
 * @param place where they live
 * @param genreWeights liking of each genre, in units of choice
 * @param genreOfDaypart the genre they are used to at each part of the day
 * @param curiosity liking of English and foreign titles, 0 to 1
 * @param sittingsPerDay mean number of sittings
 * @param attentionMinutes how long they stay with one title
 * @param weightOfSlot how often they sit down in each {@link SittingSlot}
 */
record Tastes(
    Place place,
    double[] genreWeights,
    Genre[] genreOfDaypart,
    double curiosity,
    double sittingsPerDay,
    double attentionMinutes,
    double[] weightOfSlot) {

  private static final double[] FAVOURITES = {3.0, 2.3, 1.5};

  static Tastes draw(SplittableRandom random) {
    Genre[] genres = Genre.values();
    double[] genreWeights = new double[Genre.COUNT];
    for (int g = 0; g < genreWeights.length; g++) {
      genreWeights[g] = -.5 + .4 * random.nextGaussian();
    }
    Place place = drawPlace(random);
    for (double favourite : FAVOURITES) {
      genreWeights[favouriteGenre(place, random)] = favourite;
    }
    Genre[] genreOfDaypart = new Genre[Daypart.COUNT];
    for (int d = 0; d < genreOfDaypart.length; d++) {
      genreOfDaypart[d] = genres[random.nextInt(genres.length)];
    }
    double[] weightOfSlot = new double[SittingSlot.values().length];
    for (SittingSlot slot : SittingSlot.values()) {
      weightOfSlot[slot.ordinal()] = slot.weight() * Math.exp(.7 * random.nextGaussian());
    }
    return new Tastes(
        place,
        genreWeights,
        genreOfDaypart,
        random.nextDouble(),
        .6 + 1.2 * random.nextDouble(),
        35 + 90 * random.nextDouble(),
        weightOfSlot);
  }

  /** Liking of a language and a country of origin, in units of choice. */
  double cultureLift(String language, String country) {
    if (language.equals(place.language())) {
      return 1.4 + (country.equals(place.country()) ? .6 : 0);
    }
    return language.equals("en") ? curiosity : -1.2 + curiosity;
  }

  private static Place drawPlace(SplittableRandom random) {
    double left = random.nextDouble();
    for (Place place : Place.values()) {
      left -= place.share();
      if (left < 0) {
        return place;
      }
    }
    return Place.NEW_YORK;
  }

  /** Each country leans towards four neighbouring genres: the culture a new member starts with. */
  private static int favouriteGenre(Place place, SplittableRandom random) {
    int lean = place.country().charAt(0) * 5 % Genre.COUNT;
    return random.nextDouble() < .5
        ? (lean + random.nextInt(4)) % Genre.COUNT
        : random.nextInt(Genre.COUNT);
  }
}

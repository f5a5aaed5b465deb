package io.playhead.deploy.evaluate;

import io.playhead.schemas.Title;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Metadata similarity: the TF-IDF cosine of two titles over genres, cast, directors, countries,
 * languages, themes and the words of name and synopsis. A term is a field and a value; it weighs (1
 * + ln n) ln(N / d), n being its count in the title, N all titles ranked and d those that have it.
 * Each field is made unit length first, so that a long synopsis does not drown the cast: NDCG@10 of
 * .038 instead of .027 for new titles on validation tokens of MovieLens-1M.
 */
final class Metadata {
  private record Term(int id, double weight) {}

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<List<Map<Integer, Integer>>> counts = new ArrayList<>();
  private final List<Integer> titlesWith = new ArrayList<>();

  private Metadata() {}

  /** Of the titles in {@code titles}; one without a record in {@code catalogue} is like none. */
  static Neighbours neighbours(TitleTable titles, Map<String, Title> catalogue) {
    Metadata metadata = new Metadata();
    for (int row = 0; row < titles.size(); row++) {
      metadata.add(catalogue.get(titles.id(row)));
    }
    return metadata.neighbours();
  }

  private void add(Title title) {
    List<Map<Integer, Integer>> fields = new ArrayList<>();
    if (title != null) {
      fields.add(terms("genre", title.getGenres()));
      fields.add(terms("cast", title.getCast()));
      fields.add(terms("director", title.getDirectors()));
      fields.add(terms("country", title.getCountries()));
      fields.add(terms("language", title.getLanguages()));
      fields.add(terms("theme", title.getThemes()));
      fields.add(terms("name", words(title.getName())));
      fields.add(terms("synopsis", words(title.getSynopsis())));
    }
    counts.add(fields);
    for (Map<Integer, Integer> field : fields) {
      field.keySet().forEach(id -> titlesWith.set(id, titlesWith.get(id) + 1));
    }
  }

  private Map<Integer, Integer> terms(String field, Collection<String> values) {
    Map<Integer, Integer> terms = new HashMap<>();
    for (String value : values) {
      String term = field + ":" + value.strip().toLowerCase(Locale.ROOT);
      int id = ids.computeIfAbsent(term, t -> ids.size());
      if (id == titlesWith.size()) {
        titlesWith.add(0);
      }
      terms.merge(id, 1, Integer::sum);
    }
    return terms;
  }

  private static List<String> words(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
  }

  private Neighbours neighbours() {
    int titleCount = counts.size();
    List<List<Term>> vectors = counts.stream().map(this::vector).toList();
    List<List<Term>> titlesOf = new ArrayList<>();
    titlesWith.forEach(count -> titlesOf.add(new ArrayList<>(count)));
    for (int row = 0; row < titleCount; row++) {
      for (Term term : vectors.get(row)) {
        titlesOf.get(term.id()).add(new Term(row, term.weight()));
      }
    }
    Neighbours neighbours = new Neighbours(titleCount);
    double[] similarity = new double[titleCount];
    int[] touched = new int[titleCount];
    for (int row = 0; row < titleCount; row++) {
      int count = 0;
      for (Term term : vectors.get(row)) {
        for (Term other : titlesOf.get(term.id())) {
          if (other.id() != row && similarity[other.id()] == 0) {
            touched[count++] = other.id();
          }
          similarity[other.id()] += other.id() == row ? 0 : term.weight() * other.weight();
        }
      }
      neighbours.set(row, touched, count, similarity);
      Arrays.fill(similarity, 0);
    }
    return neighbours;
  }

  /** Unit length; terms that every title has, or this one alone, say nothing and are left out. */
  private List<Term> vector(List<Map<Integer, Integer>> fields) {
    List<Term> vector = new ArrayList<>();
    for (Map<Integer, Integer> field : fields) {
      List<Term> part = new ArrayList<>();
      field.forEach((id, count) -> part.add(new Term(id, weight(id, count))));
      vector.addAll(unit(part));
    }
    return unit(vector).stream().filter(t -> t.weight() > 0 && titlesWith.get(t.id()) > 1).toList();
  }

  private double weight(int id, int count) {
    return (1 + Math.log(count)) * Math.log((double) counts.size() / titlesWith.get(id));
  }

  private static List<Term> unit(List<Term> terms) {
    double length = Math.sqrt(terms.stream().mapToDouble(t -> t.weight() * t.weight()).sum());
    return length == 0
        ? List.of()
        : terms.stream().map(t -> new Term(t.id(), t.weight() / length)).toList();
  }
}

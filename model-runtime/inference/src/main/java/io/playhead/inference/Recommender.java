package io.playhead.inference;

import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The pure function (tokens, model, catalogue, context) to home page, for batches of members; used
 * by the job and by offline evaluation alike. A cache makes it cheaper and changes nothing. One
 * thread, the task's; model and catalogue are shared.
 */
public final class Recommender {
  private final Model model;
  private final PageMaker pageMaker;
  private final KeyValueCache cache; // null: none
  private final Encoder encoder;
  private final StageTimes times;
  private TokenByToken tokenByToken; // null: a miss is encoded in one run
  private Catalogue catalogue;

  /** With a cache of this thread; null: every window is encoded in full. */
  public Recommender(Model model, Catalogue catalogue, PageRules rules, KeyValueCache cache) {
    this(model, catalogue, rules, cache, new StageTimes());
  }

  /** The same, adding what its lists take to {@code times}. */
  public Recommender(
      Model model, Catalogue catalogue, PageRules rules, KeyValueCache cache, StageTimes times) {
    if (cache != null && KeyValueCache.tokensPerPage(model.layers(), model.width()) == 0) {
      throw new IllegalArgumentException(
          "model "
              + model.id()
              + " has layers="
              + model.layers()
              + " and width="
              + model.width()
              + ", one token does not fit a cache page of "
              + KeyValueCache.PAGE_BYTES
              + " bytes");
    }
    this.model = model;
    this.pageMaker = new PageMaker(rules, model.width(), times);
    this.times = times;
    this.cache = cache;
    this.encoder = new Encoder(model, cache);
    catalogue(catalogue);
  }

  /** From now on lists are made of {@code next}; what it changes for cached members is rebuilt. */
  public void catalogue(Catalogue next) {
    if (next.model() != model) {
      throw new IllegalArgumentException(
          "catalogue is of model " + next.model().id() + ", the recommender serves " + model.id());
    }
    this.catalogue = next;
  }

  /**
   * From now on every list is the same bits whatever is cached, at the price of dearer misses; see
   * {@link TokenByToken}. Without a cache nothing changes.
   */
  public void exact() {
    tokenByToken = cache == null ? null : new TokenByToken(model, cache);
  }

  /** The catalogue lists are made of. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The model lists are made by. */
  public Model model() {
    return model;
  }

  /**
   * Makes the pages of a batch, in its order; a member stands in it once. Any number of rows: they
   * run in batches of 64.
   */
  public List<HomePage> recommend(List<Request> batch) {
    List<HomePage> pages = new ArrayList<>(batch.size());
    eachRun(batch, rows -> pages.addAll(pageMaker.make(rows, catalogue)));
    return pages;
  }

  /** The members' vectors alone, unit length, in the batch's order; what is cached is used. */
  public List<float[]> memberVectors(List<Request> batch) {
    List<float[]> vectors = new ArrayList<>(batch.size());
    eachRun(batch, rows -> rows.forEach(row -> vectors.add(row.memberVector)));
    return vectors;
  }

  /** Forgets what is cached of a member: a rewound window, or an erasure. */
  public void drop(String memberId) {
    if (cache != null) {
      cache.drop(memberId);
    }
  }

  /** The member's vector, unit length, without any cache. */
  public float[] memberVector(List<Token> tokens, RequestContext context) {
    EncoderRow row =
        new EncoderRow(new Request("", TokenSource.of(tokens), context), model.window());
    row.tokens = row.request.tokens().tokens(row.windowStart);
    encoder.encode(List.of(row), catalogue);
    return row.memberVector;
  }

  /** All known ones of {@code candidates}, best first, by score alone: no rule leaves any out. */
  public List<ScoredTitle> rank(
      List<Token> tokens, RequestContext context, Collection<String> candidates) {
    float[] vector = memberVector(tokens, context);
    return new HashSet<>(candidates)
        .stream()
            .filter(catalogue::contains)
            .map(id -> new ScoredTitle(id, catalogue.score(vector, catalogue.indexOf(id))))
            .sorted(
                Comparator.comparingDouble(ScoredTitle::score)
                    .reversed()
                    .thenComparing(ScoredTitle::titleId))
            .toList();
  }

  private void eachRun(List<Request> batch, Consumer<List<EncoderRow>> use) {
    requireDistinct(batch);
    int rowsMax = tokenByToken == null ? Encoder.ROWS_MAX : tokenByToken.rowsMax();
    for (int from = 0; from < batch.size(); from += rowsMax) {
      int to = Math.min(batch.size(), from + rowsMax);
      use.accept(encode(batch.subList(from, to)));
    }
  }

  private List<EncoderRow> encode(List<Request> batch) {
    if (tokenByToken != null) {
      List<TokenByToken.Walk> walks = tokenByToken.behind(batch, catalogue);
      while (!walks.isEmpty()) {
        encodeRows(walks.stream().map(TokenByToken.Walk::step).toList());
        walks.removeIf(TokenByToken.Walk::isDone);
      }
    }
    return encodeRows(batch);
  }

  private List<EncoderRow> encodeRows(List<Request> batch) {
    List<EncoderRow> rows = new ArrayList<>(batch.size());
    for (Request request : batch) {
      EncoderRow row = new EncoderRow(request, model.window());
      prepare(row);
      rows.add(row);
    }
    long startNs = StageTimes.nowNs();
    encoder.encode(rows, catalogue);
    times.add(StageTimes.Stage.ENCODE, StageTimes.nowNs() - startNs);
    for (EncoderRow row : rows) {
      catchUp(row);
    }
    return rows;
  }

  /** Finds out what the row has to read, and reads it. */
  private void prepare(EncoderRow row) {
    TokenSource source = row.request.tokens();
    CacheEntry entry = cache == null ? null : cache.get(row.request.memberId(), model.id());
    boolean historyFits =
        entry != null
            && entry.history.first() == source.firstRetained()
            && entry.history.end() < row.tokenCount;
    if (entry != null && fits(entry, row)) {
      row.tokens = source.tokens(entry.end());
      entry.stamp = catalogue.changes().stamp();
      if (!historyFits) {
        entry.history = history(source, entry.end());
      }
      row.history = entry.history;
      row.entry = entry;
      if (tokenByToken != null && tokenByToken.repeatsLast(entry, row.tokenCount)) {
        row.tokens = source.tokens(entry.end() - 1);
        row.repeatsLast = true;
      }
      return;
    }
    row.tokens = source.tokens(row.windowStart);
    row.history =
        historyFits && entry.history.end() >= row.windowStart
            ? entry.history
            : history(source, Math.max(row.windowStart, row.tokenCount - 1));
    if (cache != null && row.tokens.size() > 1) {
      boolean seenAlike =
          entry != null && catalogue.changes().untouched(entry.stamp, entry.history);
      row.kept = seenAlike ? cache.summaries(entry, model) : null;
      row.entry = open(entry, row);
    }
  }

  /** Whether an entry is a prefix of the row's window under the present catalogue. */
  private boolean fits(CacheEntry entry, EncoderRow row) {
    return entry.count > 0
        && entry.start == row.windowStart
        && entry.summarisedFrom == row.summarisedFrom()
        && entry.end() < row.tokenCount // The newest token is never cached.
        && row.tokenCount - entry.end() <= Encoder.SEVERAL
        && catalogue.changes().untouched(entry.stamp, entry.history);
  }

  private CacheEntry open(CacheEntry entry, EncoderRow row) {
    long stamp = catalogue.changes().stamp();
    if (entry == null) {
      return cache.put(
          row.request.memberId(),
          model.id(),
          model.layers(),
          model.width(),
          row.windowStart,
          stamp,
          row.history);
    }
    cache.restart(entry, row.windowStart, stamp, row.history);
    return entry;
  }

  private static History history(TokenSource source, long end) {
    long first = source.firstRetained();
    List<Token> retained = source.tokens(first);
    return new History(first, retained.subList(0, (int) (end - first)));
  }

  /** Brings the history up to the newest token, which stays outside like its keys and values. */
  private static void catchUp(EncoderRow row) {
    long firstNew = row.tokenCount - row.tokens.size();
    for (long i = row.history.end(); i < row.tokenCount - 1; i++) {
      row.history.add(row.tokens.get((int) (i - firstNew)));
    }
  }

  private static void requireDistinct(List<Request> batch) {
    Set<String> members = new HashSet<>();
    for (Request request : batch) {
      if (!members.add(request.memberId())) {
        throw new IllegalArgumentException("a member stands twice in one batch");
      }
    }
  }
}

package io.playhead.inference;

import java.util.List;

/**
 * Goes through a catalogue for {@link TopK}, a stretch of blocks at a time. Within a stretch it
 * descends: titles with high products come first, so what a list holds is soon close to what it
 * will hold, and hardly any title is scored or asked for by the rules that will not stay. How far
 * down it starts is only a guess of what would fill the list. One thread.
 */
final class Descent {
  /** What a list holds is looked at again after so many titles. */
  private static final int CHUNK = 16;

  private final BlockProduct product;
  private final ExactScores exact;
  private final float[] maxima = new float[BlockProduct.BLOCKS * BlockProduct.GROUPS];
  private final float[] ordered = new float[maxima.length];
  private final boolean[] isOpen =
      new boolean[BlockProduct.BLOCKS]; // any of its titles may be listed
  private final int[] rows = new int[CatalogueBlock.ROWS];
  private final float[] products = new float[BlockProduct.GROUP];
  private final int[] slots = new int[CHUNK];
  private final float[] scores = new float[CHUNK];

  private Catalogue catalogue;
  private List<float[]> vectors;
  private int from; // the stretch, in blocks
  private int to;

  private TopK.Best best; // whose list is being collected
  private int member;
  private TopK.Eligibility eligibility;
  private double error; // of a product
  private int count; // of slots

  /** For up to so many members with vectors of {@code width} values. */
  Descent(int width, int membersMax) {
    this.product = new BlockProduct(width, membersMax);
    this.exact = new ExactScores(width);
  }

  boolean fits(int width, int members) {
    return product.fits(width, members);
  }

  /** From now on it is about these members; before the first stretch. */
  void begin(Catalogue titles, List<float[]> memberVectors) {
    catalogue = titles;
    vectors = memberVectors;
    to = 0;
    product.members(memberVectors);
  }

  /**
   * Goes on to the next stretch, which is empty where there is none. Only the first one is long:
   * after it lists are full, and of most stretches nothing is wanted.
   */
  void next() {
    from = to;
    to = Math.min(catalogue.blocks().length, from + (from == 0 ? BlockProduct.BLOCKS : 1));
    product.run(catalogue.blocks(), from, to);
  }

  /** Whether no stretch comes after this one. */
  boolean isLast() {
    return to == catalogue.blocks().length;
  }

  /** Adds the stretch's titles to a member's list. */
  void collect(TopK.Best list, int memberIndex, TopK.Eligibility mayList) {
    best = list;
    member = memberIndex;
    eligibility = mayList;
    error = product.error(memberIndex);
    if (best.isFull() && !mayHoldAny(least())) {
      return; // Most stretches of a large catalogue, after the first.
    }
    int groups = collectNamed();
    if (groups > 0) {
      descend(groups);
    }
  }

  private boolean mayHoldAny(float least) {
    for (int i = from; i < to; i++) {
      int groups = BlockProduct.groups(catalogue.blocks()[i]);
      product.maxima(member, i - from, groups, maxima, 0);
      for (int group = 0; group < groups; group++) {
        if (!(maxima[group] < least)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Adds titles of blocks where it is known which alone may be listed.
   *
   * @return groups of the other blocks, whose maxima are read, one after the other
   */
  private int collectNamed() {
    int groups = 0;
    for (int i = from; i < to; i++) {
      CatalogueBlock block = catalogue.blocks()[i];
      int named = eligibility.only(member, block, rows);
      isOpen[i - from] = named == TopK.Eligibility.ANY;
      if (isOpen[i - from]) {
        int inBlock = BlockProduct.groups(block);
        product.maxima(member, i - from, inBlock, maxima, groups);
        groups += inBlock;
      }
      for (int n = 0; n < named; n++) {
        float value = product.product(member, i - from, rows[n]);
        collect(i, rows[n], value, least(), Float.POSITIVE_INFINITY);
      }
    }
    addChunk();
    return groups;
  }

  /** The product of a member with a title of the stretch; not a number for any other title. */
  float product(int memberIndex, int slot) {
    int index = slot / CatalogueBlock.ROWS;
    return index < from || index >= to
        ? Float.NaN
        : product.product(memberIndex, index - from, Catalogue.row(slot));
  }

  /** By how much a product of the stretch is off at most. */
  double error(int memberIndex) {
    return product.error(memberIndex);
  }

  private void descend(int groups) {
    int enough = best.room() + best.room() / 4; // if the rules admit most titles
    float ceiling = Float.POSITIVE_INFINITY;
    while (ceiling > Float.NEGATIVE_INFINITY) {
      boolean isLast = best.isFull() || enough >= groups;
      float floor = isLast ? least() : nthLargest(groups, enough);
      collect(floor, ceiling);
      ceiling = isLast ? Float.NEGATIVE_INFINITY : floor;
      enough *= 2;
    }
  }

  /** So many groups reach it, and more where some tie. */
  private float nthLargest(int groups, int n) {
    System.arraycopy(maxima, 0, ordered, 0, groups);
    return Selection.nthLargest(ordered, groups, n);
  }

  /** The least product that matters; not a number where nobody knows, and all do. */
  private float least() {
    return (float) (best.threshold() - error);
  }

  /** The least product that matters of those from {@code floor} on. */
  private float least(float floor) {
    float least = least();
    return least > floor ? least : floor;
  }

  /** Adds titles with products in [floor, ceiling), and those whose product is not a number. */
  private void collect(float floor, float ceiling) {
    int group = 0;
    for (int i = from; i < to; i++) {
      int count = isOpen[i - from] ? catalogue.blocks()[i].count() : 0;
      for (int first = 0; first < count; first += BlockProduct.GROUP) {
        float least = least(floor);
        if (!(maxima[group++] < least)) {
          product.products(member, i - from, first, products);
          int end = Math.min(count, first + BlockProduct.GROUP);
          for (int row = first; row < end; row++) {
            collect(i, row, products[row - first], least, ceiling);
          }
        }
      }
    }
    addChunk();
  }

  private void collect(int index, int row, float value, float least, float ceiling) {
    // As long as any score will do, as for a list of which there are few titles in all, whether a
    // title may be listed is cheaper to ask than its score.
    if (!(value < least)
        && !(value >= ceiling)
        && (best.isFull() || eligibility.test(member, catalogue.blocks()[index], row))) {
      slots[count++] = index * CatalogueBlock.ROWS + row;
      if (count == CHUNK) {
        addChunk();
      }
    }
  }

  private void addChunk() {
    boolean isAsked = !best.isFull(); // as it was when they were collected
    exact.score(vectors.get(member), catalogue, slots, count, scores);
    for (int i = 0; i < count; i++) {
      if (scores[i] >= best.threshold() // Cheap first; NaN passes nowhere.
          && best.wants(scores[i], slots[i])
          && (isAsked
              || eligibility.test(member, catalogue.block(slots[i]), Catalogue.row(slots[i])))) {
        best.insert(scores[i], slots[i]);
      }
    }
    count = 0;
  }
}

package io.playhead.inference;

import io.playhead.schemas.Title;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The titles as one model sees them: a snapshot that never changes and may be shared by all
 * threads. {@link #with} makes the next one and shares with it all that stays the same. Titles
 * stand in blocks of {@link CatalogueBlock#ROWS}, in no order: ties of a ranking break by title id,
 * so the order of arrival cannot show.
 */
public final class Catalogue {
  /** Changes remembered; entries older than that are rebuilt. 4,096 x 8 B = 32 KiB. */
  private static final int CHANGES_MAX = 4096;

  /** The slot of a title that is not in a catalogue. */
  static final int NOT_HERE = -1;

  private final Model model;
  private final CatalogueBlock[] blocks;
  private final int size;
  private final Long2IntOpenHashMap slots; // title key -> slot; never changed once published
  private final CatalogueChanges changes;

  private Catalogue(
      Model model,
      CatalogueBlock[] blocks,
      int size,
      Long2IntOpenHashMap slots,
      CatalogueChanges changes) {
    this.model = model;
    this.blocks = blocks;
    this.size = size;
    this.slots = slots;
    this.changes = changes;
  }

  /** A catalogue without titles. */
  public static Catalogue empty(Model model) {
    Long2IntOpenHashMap slots = new Long2IntOpenHashMap();
    slots.defaultReturnValue(NOT_HERE);
    return new Catalogue(
        model, new CatalogueBlock[0], 0, slots, CatalogueChanges.start(CHANGES_MAX));
  }

  /** A catalogue of {@code titles}; of two with one id the later counts. */
  public static Catalogue of(Model model, Collection<Title> titles) {
    return empty(model).with(titles, Set.of());
  }

  /**
   * This catalogue with {@code upserts} added or replaced and the titles named in {@code removals}
   * taken out first. Costs the vectors of the upserts, the blocks they stand in and a copy of the
   * index: give many at once where you have many.
   */
  public Catalogue with(Collection<Title> upserts, Collection<String> removals) {
    Map<String, Title> newest = new HashMap<>();
    upserts.forEach(title -> newest.put(title.getTitleId(), title));
    if (newest.isEmpty() && removals.stream().noneMatch(this::contains)) {
      return this;
    }
    List<Title> titles = new ArrayList<>(newest.values());
    return with(titles, model.embed(titles), removals);
  }

  /** The same with the vectors of {@code upserts}, which name each title once. */
  Catalogue with(List<Title> upserts, TitleVectors vectors, Collection<String> removals) {
    CatalogueEdit edit = new CatalogueEdit(model.width(), blocks, size, slots.clone());
    removals.forEach(edit::remove);
    edit.put(upserts, vectors);
    return new Catalogue(
        model, edit.blocks(), edit.size(), edit.slots(), changes.next(edit.changedKeys()));
  }

  /** The same titles as {@code other} sees them; for a change of models. */
  public Catalogue forModel(Model other) {
    return other == model ? this : of(other, titles());
  }

  /** The model whose vectors these are. */
  public Model model() {
    return model;
  }

  /** Number of titles. */
  public int size() {
    return size;
  }

  /** Whether there is such a title. */
  public boolean contains(String titleId) {
    return indexOf(titleId) >= 0;
  }

  /** Place of a title in this snapshot; -1: not in it. */
  public int indexOf(String titleId) {
    int slot = slotOf(TitleKey.of(titleId));
    return slot >= 0 && titleId(slot).equals(titleId) ? slot : NOT_HERE;
  }

  /** The title at a place. */
  public Title title(int index) {
    return block(index).title(row(index));
  }

  /** All titles, in no order. */
  public List<Title> titles() {
    List<Title> all = new ArrayList<>(size);
    for (int slot = 0; slot < size; slot++) {
      all.add(title(slot));
    }
    return all;
  }

  /** Copies the score vector of the title at a place. */
  public float[] scoreVector(int index) {
    float[] vector = new float[model.width()];
    copyScore(index, vector);
    return vector;
  }

  void copyScore(int slot, float[] target) {
    block(slot).copyScore(row(slot), target);
  }

  /** Whether the title at a place has no ID embedding, and stands where its metadata says. */
  public boolean hasNoId(int index) {
    return block(index).hasNoId(row(index));
  }

  /**
   * Cosine of a member's vector and the title at a place, summed in the order of {@link
   * CatalogueBlock}.
   */
  public float score(float[] memberVector, int index) {
    return block(index).score(memberVector, row(index));
  }

  int slotOf(long titleKey) {
    return slots.get(titleKey);
  }

  String titleId(int slot) {
    return block(slot).titleId(row(slot));
  }

  /** Copies what the step sees of a title; zeros for one that is not here. */
  void copyInput(String titleId, float[] target) {
    int slot = indexOf(titleId);
    if (slot < 0) {
      Arrays.fill(target, 0);
    } else {
      block(slot).copyInput(row(slot), target);
    }
  }

  CatalogueBlock[] blocks() {
    return blocks;
  }

  CatalogueChanges changes() {
    return changes;
  }

  CatalogueBlock block(int slot) {
    return blocks[slot / CatalogueBlock.ROWS];
  }

  static int row(int slot) {
    return slot % CatalogueBlock.ROWS;
  }
}

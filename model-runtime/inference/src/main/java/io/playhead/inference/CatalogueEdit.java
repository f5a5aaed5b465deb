package io.playhead.inference;

import io.playhead.schemas.Title;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builds the next snapshot: copies a block the first time it is written, keeps the others. */
final class CatalogueEdit {
  private final int width;
  private final Long2IntOpenHashMap slots;
  private final Set<CatalogueBlock> own = new HashSet<>();
  private final LongOpenHashSet changedKeys = new LongOpenHashSet();
  private CatalogueBlock[] blocks;
  private int size;

  CatalogueEdit(int width, CatalogueBlock[] blocks, int size, Long2IntOpenHashMap slots) {
    this.width = width;
    this.blocks = blocks.clone();
    this.size = size;
    this.slots = slots;
  }

  /** Takes a title out; the last one moves to its place. */
  void remove(String titleId) {
    long key = TitleKey.of(titleId);
    int slot = slots.remove(key);
    if (slot == Catalogue.NOT_HERE) {
      return;
    }
    changedKeys.add(key);
    int last = --size;
    CatalogueBlock lastBlock = writable(last);
    if (slot != last) {
      writable(slot).set(Catalogue.row(slot), lastBlock, Catalogue.row(last));
      slots.put(lastBlock.key(Catalogue.row(last)), slot);
    }
    lastBlock.removeLast();
    if (lastBlock.count() == 0) {
      blocks = Arrays.copyOf(blocks, blocks.length - 1);
    }
  }

  /** Adds or replaces titles. */
  void put(List<Title> titles, TitleVectors vectors) {
    for (int i = 0; i < titles.size(); i++) {
      long key = TitleKey.of(titles.get(i).getTitleId());
      int slot = slots.get(key);
      if (slot == Catalogue.NOT_HERE) {
        slot = size++;
        slots.put(key, slot);
        changedKeys.add(key);
      } else if (writable(slot).inputDiffers(Catalogue.row(slot), vectors, i)) {
        changedKeys.add(key);
      }
      writable(slot).set(Catalogue.row(slot), titles.get(i), key, vectors, i);
    }
  }

  CatalogueBlock[] blocks() {
    return blocks;
  }

  int size() {
    return size;
  }

  Long2IntOpenHashMap slots() {
    return slots;
  }

  /** Titles of which the step now sees something else. */
  long[] changedKeys() {
    return changedKeys.toLongArray();
  }

  private CatalogueBlock writable(int slot) {
    int index = slot / CatalogueBlock.ROWS;
    if (index == blocks.length) {
      blocks = Arrays.copyOf(blocks, index + 1);
      blocks[index] = new CatalogueBlock(width);
      own.add(blocks[index]);
    } else if (!own.contains(blocks[index])) {
      blocks[index] = blocks[index].copy();
      own.add(blocks[index]);
    }
    return blocks[index];
  }
}

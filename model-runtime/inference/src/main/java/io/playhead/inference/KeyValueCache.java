package io.playhead.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys and values of the members seen last: off-heap, bounded in bytes, least recently used out. A
 * cache is never the truth: any entry may be dropped at any moment and is rebuilt from the tokens.
 * One thread, the task's; two models may share one, a member has one entry.
 *
 * <p>An entry is a list of pages. A page holds {@code tokensPerPage} tokens:
 *
 * <pre>
 *   layer 0 keys   [tokensPerPage][width] float32, native order
 *   layer 0 values [tokensPerPage][width]
 *   layer 1 keys   ...
 * </pre>
 *
 * Memory is taken in slabs as it is needed and kept until the cache itself is gone.
 */
public final class KeyValueCache {
  /** 2 layers x 2 x width 64 x 4 B = 1 KiB a token: 32 tokens a page, 8 pages a full window. */
  static final int PAGE_BYTES = 32 << 10;

  /** 512 pages; small enough that a small bound is not overshot, large enough to be few. */
  private static final int SLAB_BYTES = 16 << 20;

  private static final int SLAB_PAGES = SLAB_BYTES / PAGE_BYTES;

  private final long bytesMax;
  private final LinkedHashMap<String, CacheEntry> entries = new LinkedHashMap<>(64, .75f, true);
  private final List<ByteBuffer> slabs = new ArrayList<>();
  private int[] freePages = new int[SLAB_PAGES];
  private int freePageCount;
  private int pageCount; // pages in all slabs
  private long heapBytes;
  private long hits;
  private long misses;
  private long missNs;
  private long evictions;

  /** Bounded by {@code bytesMax}, the histories on the heap included. */
  public KeyValueCache(long bytesMax) {
    if (bytesMax < PAGE_BYTES) {
      throw new IllegalArgumentException(
          "cacheBytesMax=" + bytesMax + " must be at least one page, " + PAGE_BYTES);
    }
    this.bytesMax = bytesMax;
  }

  /** Drops a member's entry; nothing happens where there is none. */
  public void drop(String memberId) {
    CacheEntry entry = entries.remove(memberId);
    if (entry != null) {
      free(entry);
    }
  }

  /** Drops everything; the memory stays for later entries. */
  public void clear() {
    entries.values().forEach(this::free);
    entries.clear();
  }

  /** Whether a member has an entry. */
  public boolean contains(String memberId) {
    return entries.containsKey(memberId);
  }

  /** Whether a member has an entry made by {@code modelId}. */
  public boolean contains(String memberId, String modelId) {
    return get(memberId, modelId) != null;
  }

  /** Whether a list for the member, who has so many tokens, takes a whole window's encoding. */
  public boolean lacks(String memberId, long tokenCount) {
    return tokenCount > Encoder.SEVERAL && !contains(memberId);
  }

  /** Members with an entry. */
  public int members() {
    return entries.size();
  }

  /** Bytes in use: pages, histories and entries. */
  public long bytes() {
    return (long) (pageCount - freePageCount) * PAGE_BYTES + heapBytes;
  }

  /** The bound. */
  public long bytesMax() {
    return bytesMax;
  }

  /** Rows that ran on cached keys and values. */
  public long hits() {
    return hits;
  }

  /** Rows whose window had to be encoded again. */
  public long misses() {
    return misses;
  }

  /** Processor time of encoding those rows. */
  public long missNs() {
    return missNs;
  }

  /** Entries that had to go for others. */
  public long evictions() {
    return evictions;
  }

  void countHit() {
    hits++;
  }

  void countMiss(long tookNs) {
    misses++;
    missNs += tookNs;
  }

  /** The member's entry made by {@code modelId}, now the most recently used; or null. */
  CacheEntry get(String memberId, String modelId) {
    CacheEntry entry = entries.get(memberId);
    return entry == null || !entry.modelId.equals(modelId) ? null : entry;
  }

  /** A new entry without keys and values, instead of any the member had. */
  CacheEntry put(
      String memberId,
      String modelId,
      int layers,
      int width,
      long start,
      long stamp,
      History history) {
    drop(memberId);
    CacheEntry entry = new CacheEntry(memberId, modelId, layers, width);
    entry.start = start;
    entry.summarisedFrom = start;
    entry.stamp = stamp;
    entry.history = history;
    entries.put(memberId, entry);
    account(entry);
    evictBeyond(entry);
    return entry;
  }

  /** Empties the keys and values of an entry; the next ones start at {@code start}. */
  void restart(CacheEntry entry, long start, long stamp, History history) {
    releasePages(entry);
    entry.start = start;
    entry.summarisedFrom = start;
    entry.stamp = stamp;
    entry.history = history;
    account(entry);
    evictBeyond(entry);
  }

  /** Makes {@code summaries} the first entries; nothing else may be there yet. */
  void open(CacheEntry entry, Summaries summaries) {
    append(entry, summaries.parts(), 0, summaries.count());
    entry.summarisedFrom = summaries.from();
    entry.summaries = summaries.count();
  }

  /** A copy of the summaries; null: there are none. */
  Summaries summaries(CacheEntry entry, Model model) {
    if (entry.summaries == 0) {
      return null;
    }
    Summaries copy = Summaries.allocate(model, entry.summarisedFrom, entry.summaries);
    for (int i = 0; i < copy.parts().length; i++) {
      read(entry, i / 2, i % 2, entry.summaries, copy.parts()[i], 0);
    }
    return copy;
  }

  /**
   * Appends the keys and values of {@code count} tokens, which lie in {@code parts} (2 x layer +
   * part) from {@code offset} on. Where the bound leaves no room even alone, the entry is dropped:
   * the member is served without a cache.
   */
  void append(CacheEntry entry, ByteBuffer[] parts, int offset, int count) {
    int perPage = tokensPerPage(entry.layers, entry.width);
    int pagesNeeded = (entry.count + count + perPage - 1) / perPage;
    if (!grow(entry, pagesNeeded)) {
      drop(entry.memberId);
      return;
    }
    int tokenBytes = entry.width * Float.BYTES;
    int done = 0;
    while (done < count) {
      int at = entry.count + done;
      int inPage = at % perPage;
      int run = Math.min(count - done, perPage - inPage);
      ByteBuffer slab = slab(entry.pages[at / perPage]);
      int page = offset(entry.pages[at / perPage]);
      for (int layer = 0; layer < entry.layers; layer++) {
        for (int part = 0; part < 2; part++) {
          int target = page + ((2 * layer + part) * perPage + inPage) * tokenBytes;
          int source = offset + done * tokenBytes;
          slab.put(target, parts[2 * layer + part], source, run * tokenBytes);
        }
      }
      done += run;
    }
    entry.count += count;
    account(entry);
    evictBeyond(entry);
  }

  /**
   * Copies layer {@code layer}'s first {@code count} keys (part 0) or values (part 1) to {@code
   * target}.
   */
  void read(CacheEntry entry, int layer, int part, int count, ByteBuffer target, int targetOffset) {
    int perPage = tokensPerPage(entry.layers, entry.width);
    int tokenBytes = entry.width * Float.BYTES;
    for (int at = 0; at < count; at += perPage) {
      int run = Math.min(perPage, count - at);
      int page = entry.pages[at / perPage];
      int source = offset(page) + (2 * layer + part) * perPage * tokenBytes;
      target.put(targetOffset + at * tokenBytes, slab(page), source, run * tokenBytes);
    }
  }

  /** Tokens of one page; 0: the model is too large for pages of this size. */
  static int tokensPerPage(int layers, int width) {
    return PAGE_BYTES / (2 * layers * width * Float.BYTES);
  }

  private boolean grow(CacheEntry entry, int pagesNeeded) {
    int have = entry.pages.length;
    if (pagesNeeded <= have) {
      return true;
    }
    int[] grown = Arrays.copyOf(entry.pages, pagesNeeded);
    for (int i = have; i < pagesNeeded; i++) {
      int page = takePage(entry);
      if (page < 0) {
        while (--i >= have) {
          freePage(grown[i]);
        }
        return false;
      }
      grown[i] = page;
    }
    entry.pages = grown;
    return true;
  }

  private int takePage(CacheEntry keep) {
    while (bytes() + PAGE_BYTES > bytesMax) {
      if (!evictEldest(keep)) {
        return -1;
      }
    }
    if (freePageCount == 0) {
      slabs.add(ByteBuffer.allocateDirect(SLAB_BYTES).order(ByteOrder.nativeOrder()));
      for (int i = SLAB_PAGES - 1; i >= 0; i--) {
        freePage(pageCount + i);
      }
      pageCount += SLAB_PAGES;
    }
    return freePages[--freePageCount];
  }

  private void evictBeyond(CacheEntry keep) {
    while (bytes() > bytesMax) {
      if (!evictEldest(keep)) {
        drop(keep.memberId);
      }
    }
  }

  private boolean evictEldest(CacheEntry keep) {
    Iterator<Map.Entry<String, CacheEntry>> eldestFirst = entries.entrySet().iterator();
    while (eldestFirst.hasNext()) {
      CacheEntry eldest = eldestFirst.next().getValue();
      if (eldest != keep) {
        eldestFirst.remove();
        free(eldest);
        evictions++;
        return true;
      }
    }
    return false;
  }

  private void free(CacheEntry entry) {
    releasePages(entry);
    heapBytes -= entry.heapBytes;
    entry.heapBytes = 0;
    entry.live = false;
  }

  private void releasePages(CacheEntry entry) {
    for (int page : entry.pages) {
      freePage(page);
    }
    entry.pages = new int[0];
    entry.count = 0;
    entry.summaries = 0;
  }

  private void freePage(int page) {
    if (freePageCount == freePages.length) {
      freePages = Arrays.copyOf(freePages, freePages.length + SLAB_PAGES);
    }
    freePages[freePageCount++] = page;
  }

  private void account(CacheEntry entry) {
    long bytes = entry.bytes() + entry.history.bytes();
    heapBytes += bytes - entry.heapBytes;
    entry.heapBytes = bytes;
  }

  private ByteBuffer slab(int page) {
    return slabs.get(page / SLAB_PAGES);
  }

  private static int offset(int page) {
    return page % SLAB_PAGES * PAGE_BYTES;
  }
}

package io.playhead.view.store;

/**
 * Hears what happens to the pages of the partitions that this instance owns, partition by
 * partition.
 */
public interface PageListener {
  /** The store has this page of the member; called on the thread that reads its partition. */
  void page(String memberId, byte[] storedPage);

  /** The store has no page of the member any more. */
  void forgotten(String memberId);
}

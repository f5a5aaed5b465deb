package io.playhead.subscriber;

import io.playhead.schemas.Recommendation;

/**
 * Which of two pages of one member counts: the one of the higher revision, and of two equal ones
 * the one that came later, because a new model may have made it anew. Stateless.
 *
 * <p>The subscriber applies the rule to what it has delivered since it took up the partition, and
 * remembers nothing over a restart. The engine delivers at least once: after a fault it may write a
 * page again that is older than one it wrote before. So a page older than one from before your own
 * restart may reach you, once, until the engine has caught up. Whoever keeps pages where they
 * outlive the process asks here, too:
 *
 * <pre>{@code
 * if (RevisionRule.replaces(page, store.get(page.getMemberId()))) {
 *   store.put(page.getMemberId(), page);
 * }
 * }</pre>
 */
public final class RevisionRule {
  private RevisionRule() {}

  /**
   * Whether {@code page} takes the place of {@code stored}.
   *
   * @param page the page that came
   * @param stored the same member's page from before; null: none
   */
  public static boolean replaces(Recommendation page, Recommendation stored) {
    return stored == null || replaces(page.getRevision(), stored.getRevision());
  }

  /** The same by revisions, for stores that keep the revision beside a page of their own form. */
  public static boolean replaces(long revision, long storedRevision) {
    return revision >= storedRevision;
  }
}

package io.playhead.subscriber;

import io.playhead.schemas.Recommendation;

/**
 * What a home-page service does with members' pages. Called on the subscriber's thread, one call at
 * a time, in the order of the topic for each member.
 *
 * <p>Calls come at least once: after a restart, or when a partition has moved to another process of
 * the group, the last ones before it may come again, so both methods must bear being repeated.
 *
 * <p>Return within milliseconds. A slow listener delays every page behind it; one that takes longer
 * than Kafka's {@code max.poll.interval.ms} (5 minutes) for the records of one poll (500) makes the
 * process lose its partitions. What either method throws stops the subscriber before that record:
 * retry what can be retried here, and throw what must not be skipped.
 */
public interface PageListener {
  /**
   * The member has this page now. Its revision is not older than that of the page delivered before
   * for this member, and may be equal: the newer of two is the one that comes later.
   *
   * @param page rows, first on top, each of titles in the order to show, with score and reason; the
   *     context it was made for; times in milliseconds since 1970-01-01 UTC. Yours to keep.
   */
  void page(Recommendation page);

  /**
   * The member asked to be forgotten: delete every page of it. Also called for members that were
   * never delivered here, and for those outside {@link Subscription#onlyMembers}, so that a page
   * kept from a time when the member was followed is deleted too.
   *
   * @param memberId as in {@link Recommendation#getMemberId()}
   */
  void forgotten(String memberId);
}

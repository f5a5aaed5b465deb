package io.playhead.deploy.forget;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One line of the proof.
 *
 * @param place where
 * @param lookedFor what would have been the member's there
 * @param verdict what was found
 * @param found how many of it
 * @param members of how many members
 * @param oldest when the oldest was written; null: none, or nothing has a time there
 * @param newest when the newest was written; null as above
 * @param goneBy when the last of it is gone; null: it is gone, or nothing says when it will be
 * @param why what the verdict rests on, and what to do about it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Place(
    String place,
    String lookedFor,
    Verdict verdict,
    long found,
    long members,
    String oldest,
    String newest,
    String goneBy,
    String why) {

  /** One where nothing has a time. */
  static Place of(
      String place, String lookedFor, Verdict verdict, long found, long members, String why) {
    return new Place(place, lookedFor, verdict, found, members, null, null, null, why);
  }

  /** An instant for a person and a program; null: none. */
  static String text(Long ms) {
    return ms == null ? null : Instant.ofEpochMilli(ms).toString();
  }
}

package io.playhead.view.http;

/**
 * Who may ask what. Each question takes the request's Authorization header, null where there is
 * none, and is answered by a {@link Problem} of 401 or 403, or by the end of what was granted.
 */
interface Access {
  /** A grant that does not end. */
  long FOR_EVER = Long.MAX_VALUE;

  /** The member's page, tokens and stream. Returns when the grant ends, ms since 1970. */
  long member(String authorization, String memberId);

  /** Whether {@link #member} answers at once: no signature to verify, no keys to fetch. */
  boolean isAtOnce(String authorization);

  /** Titles, which are no member's. */
  long catalogue(String authorization);

  /** What operators see: metrics. */
  long operator(String authorization);

  /** Nobody is asked: for local mode, which only this machine reaches. */
  static Access open() {
    return new Access() {
      @Override
      public long member(String authorization, String memberId) {
        return FOR_EVER;
      }

      @Override
      public boolean isAtOnce(String authorization) {
        return true;
      }

      @Override
      public long catalogue(String authorization) {
        return FOR_EVER;
      }

      @Override
      public long operator(String authorization) {
        return FOR_EVER;
      }
    };
  }
}

package io.playhead.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemberWindowTest {
  private final InMemorySegments segments = new InMemorySegments();
  private final MemberWindow window = MemberWindow.empty(WindowPolicy.DEFAULT);

  private Applied apply(String event) {
    return window.apply(EventText.event(event), segments);
  }

  private List<String> tokens() {
    return EventText.texts(window.tokens(window.firstRetained(), segments));
  }

  @Test
  void aDuplicateChangesNothing() {
    apply("0 PLAY A sequence=1");
    byte[] before = window.encode();

    Applied again = apply("0 PLAY A sequence=1");

    assertThat(again).isEqualTo(new Applied(Outcome.DUPLICATE, false, List.of()));
    assertThat(window.encode()).isEqualTo(before);
    assertThat(apply("0 PLAY A sequence=2").outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void aDuplicateIsFoundByContentWhateverMemberIdItCarries() {
    apply("0 PLAY A");
    MemberWindow restored = MemberWindow.decode(window.encode(), WindowPolicy.DEFAULT);

    assertThat(restored.apply(EventText.event("0 PLAY A"), segments).outcome())
        .isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void eventsThatDifferInTheAgeRatingAloneAreTwoAndStandInOneOrder() {
    apply("0 DEVICE age=12");
    assertThat(apply("0 DEVICE age=16").outcome()).isEqualTo(Outcome.ACCEPTED);
    MemberWindow other = MemberWindow.empty(WindowPolicy.DEFAULT);

    other.apply(EventText.event("0 DEVICE age=16"), segments);
    other.apply(EventText.event("0 DEVICE age=12"), segments);

    assertThat(other.encode()).isEqualTo(window.encode());
    assertThat(other.context()).isEqualTo(window.context());
  }

  @Test
  void aTokenIsReportedFinalOnceNothingCanChangeIt() {
    apply("0 PLAY A");
    apply("10 STOP A");

    assertThat(apply("609.999 DEVICE").finalTokens()).isEmpty();
    assertThat(apply("610 DEVICE").finalTokens())
        .extracting(IndexedToken::index)
        .containsExactly(0L);
    assertThat(apply("3000 DEVICE").finalTokens()).isEmpty();
  }

  @Test
  void insertingBeforeTheNewestTokenRewindsAndAppendingDoesNot() {
    assertThat(apply("100 PLAY A").rewound()).isFalse();
    assertThat(apply("200 PLAY B").rewound()).isFalse();
    assertThat(apply("300 MY_LIST_ADD C").rewound()).isFalse();

    assertThat(apply("50 DEVICE").rewound()).as("changes no token").isFalse();
    assertThat(apply("150 PAUSE A").rewound()).as("A is not the newest").isTrue();
    assertThat(apply("250 PAUSE B").rewound()).as("changes the gap of C's token").isTrue();
    assertThat(apply("310 THUMBS_UP B").rewound()).isFalse();
    assertThat(apply("305 SEEK B").rewound()).as("B is the newest").isFalse();
  }

  @Test
  void expiryMakesAllFinalAndClosesTheOpenToken() {
    apply("0 PLAY A");
    apply("10 PAUSE A");
    long dueMs = 10_000 + 1_800_000 + 600_000;
    assertThat(window.nextExpiryMs()).isEqualTo(dueMs);
    assertThat(window.expire(dueMs - 1, segments)).isEmpty();
    List<String> before = tokens();
    assertThat(window.hasOpenToken()).isTrue();

    List<IndexedToken> closed = window.expire(dueMs, segments);

    assertThat(closed).extracting(IndexedToken::index).containsExactly(0L);
    assertThat(window.hasOpenToken()).isFalse();
    assertThat(tokens()).as("closing changes no token").isEqualTo(before);
    assertThat(window.nextExpiryMs()).isEqualTo(Long.MAX_VALUE);
    assertThat(window.expire(Long.MAX_VALUE, segments)).isEmpty();
    assertThat(apply("10 STOP A").outcome()).isEqualTo(Outcome.TOO_LATE);
    assertThat(apply("10.001 STOP A").outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(window.tokenCount()).isEqualTo(2);
    assertThat(window.revision()).isEqualTo(3);
  }

  @Test
  void expiryWaitsForTheEndOfWhatPlays() {
    apply("0 PLAY A runtime=7200");

    assertThat(window.nextExpiryMs()).isEqualTo(7_200_000 + 1_800_000 + 600_000);

    apply("60 DEVICE");
    assertThat(window.nextExpiryMs()).isEqualTo(7_200_000 + 1_800_000 + 600_000);
    apply("70 PAUSE A");
    assertThat(window.nextExpiryMs()).isEqualTo(70_000 + 1_800_000 + 600_000);
  }

  @Test
  void anEmptyMemberExpiresNever() {
    assertThat(window.nextExpiryMs()).isEqualTo(Long.MAX_VALUE);
    assertThat(window.tokens(0, segments)).isEmpty();
    assertThat(window.context()).isEqualTo(new RequestContext(0, null, null, null, -1, 0));
  }

  @Test
  void anErasureLeavesTheRevisionAndItsTimeAlone() {
    feedSecret(200);
    assertThat(segments.count()).isPositive();
    long revision = window.revision();

    Applied erased = apply("500000 ERASE");

    assertThat(erased).isEqualTo(new Applied(Outcome.ERASURE, true, List.of()));
    assertThat(segments.count()).isZero();
    assertThat(window.tokenCount()).isZero();
    assertThat(window.hasOpenToken()).isFalse();
    assertThat(window.context()).isEqualTo(new RequestContext(0, null, null, null, -1, 0));
    assertThat(window.revision()).isEqualTo(revision + 1);
    assertThat(new String(window.encode(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
    MemberWindow fresh = MemberWindow.empty(WindowPolicy.DEFAULT);
    assertThat(window.encode().length - fresh.encode().length).isLessThanOrEqualTo(1 + 4);
  }

  @Test
  void eventsFromBeforeAnErasureDoNotBringTheMemberBack() {
    apply("100 PLAY A");
    apply("200 ERASE");
    byte[] erased = window.encode();

    assertThat(apply("150 PLAY B").outcome()).isEqualTo(Outcome.ERASED);
    assertThat(apply("200 PLAY B").outcome()).isEqualTo(Outcome.ERASED);
    assertThat(apply("199 ERASE").outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(window.encode()).isEqualTo(erased);
    assertThat(apply("200.001 PLAY B").outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(window.revision()).isEqualTo(3);
    assertThat(tokens()).containsExactly("B 200-200 watched - completion - gap - PLAY");
  }

  @Test
  void anErasureOfAnUnknownMemberIsKept() {
    assertThat(apply("200 ERASE").outcome()).isEqualTo(Outcome.ERASURE);

    MemberWindow restored = MemberWindow.decode(window.encode(), WindowPolicy.DEFAULT);

    assertThat(restored.apply(EventText.event("100 PLAY A"), segments).outcome())
        .isEqualTo(Outcome.ERASED);
  }

  @Test
  void segmentsBehindTheRetainedTokensAreRemoved() {
    WindowPolicy policy = new WindowPolicy(0, 60_000, 256, 16, 10);
    MemberWindow small = MemberWindow.empty(policy);
    List<Token> all = new ArrayList<>();

    for (int i = 0; i < 1000; i++) {
      small
          .apply(EventText.event(i * 10 + " THUMBS_UP title" + i), segments)
          .finalTokens()
          .forEach(token -> all.add(token.token()));
      long expectedFirst = Math.max(0, i + 1 - 256) / 10 * 10;
      assertThat(small.firstRetained()).isEqualTo(expectedFirst);
      assertThat(segments.count()).isEqualTo((i + 1) / 10 - expectedFirst / 10);
    }

    assertThat(all).hasSize(1000);
    for (long from = small.firstRetained(); from <= 1000; from++) {
      assertThat(small.tokens(from, segments)).isEqualTo(all.subList((int) from, 1000));
    }
    assertThatThrownBy(() -> small.tokens(small.firstRetained() - 1, segments))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> small.tokens(1001, segments))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aMemberKeepsTheSegmentSizeItStartedWith() {
    WindowPolicy before = new WindowPolicy(0, 60_000, 256, 16, 10);
    WindowPolicy after = new WindowPolicy(0, 60_000, 256, 16, 32);
    MemberWindow member = MemberWindow.empty(before);
    for (int i = 0; i < 25; i++) {
      member.apply(EventText.event(i + " THUMBS_UP A"), segments);
    }

    MemberWindow later = MemberWindow.decode(member.encode(), after);
    for (int i = 25; i < 45; i++) {
      later.apply(EventText.event(i + " THUMBS_UP A"), segments);
    }

    assertThat(later.tokens(0, segments)).hasSize(45);
    assertThat(segments.count()).isEqualTo(4);
  }

  @Test
  void aFullTailMakesTheOldestFinalEarly() {
    WindowPolicy policy = new WindowPolicy(600_000, 60_000, 256, 3, 32);
    MemberWindow small = MemberWindow.empty(policy);
    for (int i = 1; i <= 3; i++) {
      assertThat(small.apply(EventText.event(i * 10 + " STOP A" + i), segments).finalTokens())
          .isEmpty();
    }

    Applied fourth = small.apply(EventText.event("40 STOP A4"), segments);

    assertThat(fourth.finalTokens()).extracting(IndexedToken::index).containsExactly(0L);
    assertThat(small.apply(EventText.event("10 STOP Z"), segments).outcome())
        .isEqualTo(Outcome.TOO_LATE);
    assertThat(small.apply(EventText.event("11 STOP Z"), segments).outcome())
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(small.tokenCount()).isEqualTo(5);
  }

  @Test
  void aMissingSegmentIsNamed() {
    feedSecret(100);

    assertThatThrownBy(() -> window.tokens(0, new InMemorySegments()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("segment 0 of version 2");
  }

  @Test
  void bytesOfAnotherVersionAreRefusedByName() {
    feedSecret(40);
    byte[] head = window.encode();
    head[0] = 7;
    byte[] segment = segments.read(0).clone();
    segment[0] = 7;

    assertThatThrownBy(() -> MemberWindow.decode(head, WindowPolicy.DEFAULT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Member window has version 7")
        .hasMessageContaining("version 1");
    assertThatThrownBy(() -> TokenSegment.decode(segment))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Token segment has version 7");
  }

  @Test
  void corruptBytesEndInAClearSentenceOrAWindowNeverInAnythingElse() {
    long seed = new Random().nextLong();
    System.out.println("corruptBytes seed " + seed);
    Random random = new Random(seed);
    feedSecret(60);
    byte[] head = window.encode();

    for (int length = 0; length < head.length; length++) {
      byte[] cut = Arrays.copyOf(head, length);
      assertThatThrownBy(() -> MemberWindow.decode(cut, WindowPolicy.DEFAULT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("of version");
    }
    byte[] longer = Arrays.copyOf(head, head.length + 1);
    assertThatThrownBy(() -> MemberWindow.decode(longer, WindowPolicy.DEFAULT))
        .isInstanceOf(IllegalStateException.class);
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = random.nextBoolean() ? head.clone() : segments.read(0).clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        MemberWindow.decode(broken, WindowPolicy.DEFAULT).encode();
      } catch (IllegalStateException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("version");
      }
      try {
        TokenSegment.decode(broken);
      } catch (IllegalStateException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("version");
      }
    }
  }

  @Test
  void typicalTokensAndEventsAreShort() {
    Random random = new Random(1);
    List<Token> tokens = TypicalMember.tokens(random, 32);

    OpenSegment segment = new OpenSegment();
    tokens.forEach(segment::add);
    int bytes = TokenSegment.encode(segment).length;

    System.out.println("bytes a token: " + bytes / 32.0);
    assertThat(bytes).isLessThan(32 * 26);
  }

  private void feedSecret(int count) {
    for (int i = 0; i < count; i++) {
      apply(i * 1000 + " PLAY secret" + i + " device=secret-phone row=secret-row");
      apply(i * 1000 + 100 + " STOP secret" + i);
    }
  }
}

package io.playhead.deploy.evaluate;

import io.playhead.schemas.recording.Recording;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The protocol: of each member with two tokens or more the last is the question's answer, and what
 * replay with {@code --hold-out last} feeds of the rest is given, with the context after its last
 * event. Ranked are all titles of the recording's tokens less those of the member's own history.
 * Baselines are counted on the history without its last token, which is kept for validation.
 */
final class LeaveLastOut implements Moments {
  private final MemberHistories given;
  private final TitleTable titles;
  private final ColdTitles coldTitles;
  private final List<TestCase> cases = new ArrayList<>();
  private final TrainingPart training;

  private LeaveLastOut(MemberHistories given, TitleTable titles, ColdTitles coldTitles) {
    this.given = given;
    this.titles = titles;
    this.coldTitles = coldTitles;
    this.training = new TrainingPart(titles.size());
  }

  /** Reads the recording twice. */
  static Questions of(Recording recording) {
    return of(recording, ColdTitles.NONE);
  }

  /** The same; the training part has no token of {@code coldTitles}. */
  static Questions of(Recording recording, ColdTitles coldTitles) {
    MemberHistories whole = RecordedHistories.of(recording, event -> true);
    HoldOut.Cut cut = HoldOut.LAST.cut(whole);
    MemberHistories given =
        RecordedHistories.of(recording, e -> cut.keeps(e.memberId(), e.eventTimeMs(), e.titleId()));
    LeaveLastOut protocol = new LeaveLastOut(given, TitleTable.of(whole), coldTitles);
    for (String memberId : whole.memberIds()) {
      if (cut.token(memberId) != null) {
        protocol.add(memberId, cut.token(memberId));
      }
    }
    return new Questions(
        protocol.titles,
        List.copyOf(protocol.cases),
        protocol.training,
        TestCase.before(protocol.cases),
        protocol);
  }

  private void add(String memberId, Token asked) {
    List<Token> tokens = given.tokens(memberId);
    if (tokens.isEmpty()) {
      return;
    }
    cases.add(
        new TestCase(memberId, rows(tokens), titles.size(), asked, titles.row(asked.titleId())));
    List<Token> seen =
        tokens.stream().filter(token -> !coldTitles.contains(token.titleId())).toList();
    List<Token> learned = seen.subList(0, Math.max(0, seen.size() - 1));
    training.add(rows(learned), learned.stream().mapToLong(Token::startedMs).toArray());
  }

  private int[] rows(List<Token> tokens) {
    int[] rows = new int[tokens.size()];
    Arrays.setAll(rows, i -> titles.row(tokens.get(i).titleId()));
    return rows;
  }

  @Override
  public List<Token> tokens(TestCase testCase) {
    return given.tokens(testCase.memberId()).subList(0, testCase.history().length);
  }

  @Override
  public RequestContext context(TestCase testCase) {
    List<Token> all = given.tokens(testCase.memberId());
    int count = testCase.history().length;
    return count < all.size() // A question for validation: what follows is its answer.
        ? RequestContext.of(all.get(count))
        : given.context(testCase.memberId());
  }
}

package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.ContextFeatures;
import io.playhead.window.HoldOut;
import io.playhead.window.InMemorySegments;
import io.playhead.window.MemberEvents;
import io.playhead.window.MemberWindow;
import io.playhead.window.RejectedEventException;
import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import io.playhead.window.TokenFeatures;
import io.playhead.window.WindowPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Law 7: training examples are what the window serves at that moment, number for number. */
class TrainingIsServingTest {
  private static final int TOKENS = 400;

  @Test
  void examplesAreTheTokensOfTheLiveWindow() throws RejectedEventException {
    SyntheticRecording recording = new SyntheticRecording(5);
    recording.addMember("m", 2, TOKENS);
    MemberWindow live = MemberWindow.empty(WindowPolicy.DEFAULT);
    InMemorySegments segments = new InMemorySegments();

    TrainingData data = Training.data(recording.events(), HoldOut.NONE);

    MemberSequence member = data.members().get(0);
    int fed = 0;
    for (var event : recording.events()) {
      if (fed % 2 == 0 && fed / 2 > 0) {
        assertServes(data, member, fed / 2, live, segments);
      }
      live.apply(MemberEvents.from(event, Long.MAX_VALUE), segments);
      if (fed % 2 == 0) {
        assertAskedFor(member, fed / 2, live.context());
      }
      fed++;
    }
    assertThat(member.trainCount()).isEqualTo(TOKENS - 1);
  }

  /** Before its token {@code count} starts, the member is served from what training reads. */
  private static void assertServes(
      TrainingData data,
      MemberSequence member,
      int count,
      MemberWindow live,
      InMemorySegments segments) {
    if (count > member.trainCount()) {
      return;
    }
    TrainingWindow window = TrainingWindow.serving(member, count);
    List<Token> served = live.tokens(AnchoredWindow.anchor(live.tokenCount()), segments);
    WindowBatch batch = WindowBatch.last(List.of(window));
    assertThat(live.tokenCount()).isEqualTo(count);
    assertThat(window.length()).isEqualTo(served.size());
    long[] features = new long[served.size() * TokenFeatures.COUNT];
    for (int i = 0; i < served.size(); i++) {
      TokenFeatures.write(served.get(i), features, i * TokenFeatures.COUNT);
      assertThat(data.titles().titleIds().get(batch.titleRows()[i]))
          .isEqualTo(served.get(i).titleId());
    }
    assertThat(batch.features()).as("then padding").startsWith(features);
    assertThat(batch.states()).containsExactly(window.length());
    assertThat(batch.targets()).containsExactly(member.titleRow(count));
    long[] context = new long[ContextFeatures.COUNT];
    member.writeContext(count, context, 0);
    assertThat(batch.contexts()).isEqualTo(context);
  }

  /** The page refreshed at the start of a token is made for the context that training learned. */
  private static void assertAskedFor(MemberSequence member, int index, RequestContext context) {
    long[] asked = new long[ContextFeatures.COUNT];
    ContextFeatures.write(context, asked, 0);
    long[] learned = new long[ContextFeatures.COUNT];
    member.writeContext(index, learned, 0);
    assertThat(learned).isEqualTo(asked);
  }
}

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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Law 7: training examples are what the window serves at that moment, number for number. */
class TrainingIsServingTest {
  private static final AnchoredWindow SHAPE = AnchoredWindow.DEFAULT;
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
    TrainingWindow window = TrainingWindow.serving(member, SHAPE, count);
    List<Token> served = live.tokens(SHAPE.anchor(live.tokenCount()), segments);
    WindowBatch batch = WindowBatch.last(List.of(window));
    assertSummarises(data, batch.blocks(), live, segments);
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

  /** The blocks before the window are the tokens that the live window has there. */
  private static void assertSummarises(
      TrainingData data, BlockBatch blocks, MemberWindow live, InMemorySegments segments) {
    long anchor = SHAPE.anchor(live.tokenCount());
    int count = SHAPE.blocksBefore(anchor, live.firstRetained());
    if (blocks == null) {
      assertThat(count).isZero();
      return;
    }
    int stride = SHAPE.stride();
    int perBlock = (stride + SHAPE.summaries()) * TokenFeatures.COUNT;
    List<Token> served = live.tokens(anchor - (long) count * stride, segments);
    long[] features = new long[TokenFeatures.COUNT];
    assertThat(blocks.lengths()).containsExactly((long) count * SHAPE.summaries());
    for (int t = 0; t < count * stride; t++) {
      TokenFeatures.write(served.get(t), features, 0);
      int from = t / stride * perBlock + t % stride * TokenFeatures.COUNT;
      assertThat(Arrays.copyOfRange(blocks.features(), from, from + TokenFeatures.COUNT))
          .isEqualTo(features);
      assertThat(data.titles().titleIds().get(blocks.titleRows()[t]))
          .isEqualTo(served.get(t).titleId());
    }
    for (int i = 0; i < count * SHAPE.summaries(); i++) {
      assertThat(blocks.places()[i]).as("oldest first").isEqualTo(i + 1);
    }
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

package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Another instance's stream, read as the client reads it. */
class PeerStreamTest {
  private final StubOutput out = StubOutput.fast();
  private final EventStream caller = new EventStream(out, null);
  private final Subscription upstream = new Subscription();
  private int ends;
  private final PeerStream peer = new PeerStream(caller, () -> ends++);
  private final BodySubscriber<Void> body = BodySubscribers.fromLineSubscriber(peer);

  PeerStreamTest() {
    caller.open();
  }

  /** Where the bytes come from. */
  private static final class Subscription implements Flow.Subscription {
    private boolean cancelled;
    private long requested;

    @Override
    public void request(long count) {
      requested += count;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  @Test
  void offersPagesToTheCaller() {
    byte[] first = page(3, 30);
    byte[] second = page(4, 40);
    body.onSubscribe(upstream);

    receive(first);
    assertThat(out.text()).isEqualTo(text(first));
    receive(second);

    assertThat(out.text()).isEqualTo(text(first) + text(second));
    assertThat(caller.newest()).isEqualTo(new PageId(4, 40));
    assertThat(upstream.requested).isPositive();
  }

  @Test
  void leavesOutPagesThatTheCallerHasHadAndComments() {
    body.onSubscribe(upstream);

    receive(SseText.COMMENT);
    receive(page(4, 40));
    receive(SseText.COMMENT);
    receive(page(3, 90));
    receive(page(4, 40));
    receive(SseText.COMMENT);

    assertThat(out.text()).isEqualTo(text(page(4, 40)));
  }

  @Test
  void offersWhatIsPopularUntilThereIsAPage() {
    byte[] popular = SseText.page(null, utf8("{\"kind\":\"popular\"}"));
    body.onSubscribe(upstream);

    receive(popular);
    receive(page(1, 10));
    receive(popular);

    assertThat(out.text()).isEqualTo(text(popular) + text(page(1, 10)));
  }

  @Test
  void tellsTheCallerThatTheMemberWasForgotten() {
    body.onSubscribe(upstream);
    receive(page(1, 10));

    receive(SseText.FORGOTTEN);
    receive(page(2, 20));

    assertThat(out.text()).isEqualTo(text(page(1, 10)) + text(SseText.FORGOTTEN));
    assertThat(caller.ended()).isCompleted();
  }

  /** An event holds what its own lines say, and nothing of the one before. */
  @Test
  void beginsEachEventAnew() {
    body.onSubscribe(upstream);

    receive(utf8("event: another\nid: 5-50\ndata: {\"of\":1}\n\n"));
    receive(utf8("data: {}\n\n"));
    receive(utf8("retry: 5\n\nevent\n\n\n\n"));
    assertThat(out.text()).isEmpty();
    receive(utf8("event: page\ndata: {\"of\":2}\n\n"));

    assertThat(out.text()).isEqualTo("event: page\ndata: {\"of\":2}\n\n");
    assertThat(caller.newest()).isNull();
  }

  @Test
  void doesNotOfferAnEventThatWasCutOff() {
    body.onSubscribe(upstream);

    receive(utf8("event: page\nid: 5-50\ndata: {}\n"));
    body.onComplete();

    assertThat(out.text()).isEmpty();
    assertThat(ends).isEqualTo(1);
  }

  @Test
  void saysThatTheStreamHasEnded() {
    body.onSubscribe(upstream);

    body.onComplete();

    assertThat(ends).isEqualTo(1);
    assertThat(caller.ended()).isNotDone();
  }

  @Test
  void saysThatTheStreamHasFailed() {
    body.onSubscribe(upstream);

    body.onError(new IOException("Connection reset"));

    assertThat(ends).isEqualTo(1);
    assertThat(caller.ended()).isNotDone();
  }

  @Test
  void doesNotSaySoWhenItWasCancelled() {
    body.onSubscribe(upstream);

    peer.cancel();
    peer.onError(new IOException("Stream cancelled"));
    peer.onComplete();

    assertThat(upstream.cancelled).isTrue();
    assertThat(ends).isZero();
  }

  @Test
  void canBeCancelledBeforeItBegins() {
    peer.cancel();

    body.onSubscribe(upstream);

    assertThat(upstream.cancelled).isTrue();
    assertThat(upstream.requested).isZero();
    assertThat(ends).isZero();
  }

  /** However the network cuts the bytes, in the middle of a character or between the line ends. */
  @Test
  void passesOnTheSameBytesHoweverTheyAreCut() {
    long seed = new Random().nextLong();
    System.out.println("PeerStreamTest seed " + seed);
    Random random = new Random(seed);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int revision = 0; revision < 300; revision++) {
      byte[] page = page(revision, random.nextInt(1_000));
      wire.writeBytes(page);
      expected.writeBytes(page);
      if (random.nextInt(3) == 0) {
        wire.writeBytes(SseText.COMMENT);
      }
    }
    wire.writeBytes(SseText.FORGOTTEN);
    expected.writeBytes(SseText.FORGOTTEN);
    byte[] bytes = wire.toByteArray();
    body.onSubscribe(upstream);

    for (int from = 0; from < bytes.length; ) {
      List<ByteBuffer> buffers = new ArrayList<>();
      for (int parts = 1 + random.nextInt(3); parts > 0 && from < bytes.length; parts--) {
        int length = Math.min(bytes.length - from, 1 + random.nextInt(60));
        buffers.add(ByteBuffer.wrap(bytes, from, length).slice().asReadOnlyBuffer());
        from += length;
      }
      body.onNext(buffers);
    }
    body.onComplete();

    assertThat(out.text()).as("seed %d", seed).isEqualTo(text(expected.toByteArray()));
    assertThat(caller.ended()).as("seed %d", seed).isCompleted();
  }

  private void receive(byte[] bytes) {
    body.onNext(List.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
  }

  private static byte[] page(long revision, long madeAtMs) {
    String json =
        "{\"memberId\":\"mémbro: 会員 \uD83C\uDFAC\",\"a\": \"\\n\\u2028\u2028\",\"revision\":"
            + revision
            + "}";
    return SseText.page(new PageId(revision, madeAtMs).toString(), utf8(json));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}

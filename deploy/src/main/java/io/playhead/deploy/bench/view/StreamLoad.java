package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;

/**
 * Subscribers to streams of members {@code m0, m1, ...}, one connection each, all read by one
 * thread. Knows when each page was made from the event's id.
 */
final class StreamLoad implements AutoCloseable {
  private static final byte[] ID = "\nid: ".getBytes(StandardCharsets.US_ASCII);
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int READ_BYTES = 256 << 10;

  private final Selector selector;
  private final ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
  private final Histogram latenciesMs = new Histogram(SIGNIFICANT_DIGITS);
  private long events;

  /** What of an id has been seen on one connection: reads end anywhere. */
  private static final class Subscriber {
    private int matched;
    private boolean afterDash;
    private boolean inId;
    private long madeAtMs;
  }

  /** Opens the streams of that many members; the pages they have come as the first events. */
  StreamLoad(int port, int count) {
    try {
      selector = Selector.open();
      for (int member = 0; member < count; member++) {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        String request =
            "GET /v1/members/"
                + MadeUpPages.memberId(member)
                + "/home/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Subscriber());
      }
    } catch (IOException e) {
      throw CommandFailure.other("cannot open a stream: " + e.getMessage(), e);
    }
  }

  /** Reads until that many events have come in all, or the time is up; whether they have. */
  boolean await(long eventCount, double seconds) {
    long endNs = System.nanoTime() + (long) (seconds * 1e9);
    while (events < eventCount && System.nanoTime() < endNs) {
      poll(10);
    }
    return events >= eventCount;
  }

  /** Reads what is there, and waits for {@code waitMs} where nothing is. */
  void poll(long waitMs) {
    try {
      selector.select(this::read, Math.max(1, waitMs));
    } catch (IOException e) {
      throw CommandFailure.other("a stream failed: " + e.getMessage(), e);
    }
  }

  private void read(SelectionKey key) {
    try {
      bytes.clear();
      if (((SocketChannel) key.channel()).read(bytes) < 0) {
        throw new IOException("the server ended it");
      }
    } catch (IOException e) {
      throw CommandFailure.other("a stream failed: " + e.getMessage(), e);
    }
    long nowMs = System.currentTimeMillis();
    Subscriber subscriber = (Subscriber) key.attachment();
    for (int i = 0; i < bytes.position(); i++) {
      see(subscriber, bytes.get(i), nowMs);
    }
  }

  /** Finds {@code id: REVISION-MADE_AT} byte by byte. */
  private void see(Subscriber subscriber, byte b, long nowMs) {
    if (subscriber.inId) {
      if (b == '\n') {
        latenciesMs.recordValue(Math.max(0, nowMs - subscriber.madeAtMs));
        events++;
        subscriber.inId = false;
        subscriber.matched = 1;
      } else if (b == '-') {
        subscriber.afterDash = true;
      } else if (subscriber.afterDash) {
        subscriber.madeAtMs = 10 * subscriber.madeAtMs + b - '0';
      }
    } else if (b == ID[subscriber.matched]) {
      if (++subscriber.matched == ID.length) {
        subscriber.inId = true;
        subscriber.afterDash = false;
        subscriber.madeAtMs = 0;
      }
    } else {
      subscriber.matched = b == ID[0] ? 1 : 0;
    }
  }

  /** Events since the start, or since {@link #clear}. */
  long events() {
    return events;
  }

  /** From when a page was made to its receipt, ms, since the start or {@link #clear}. */
  Histogram latenciesMs() {
    return latenciesMs;
  }

  void clear() {
    latenciesMs.reset();
    events = 0;
  }

  /** Drops all connections without a word, as a process that is killed does. */
  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        SocketChannel channel = (SocketChannel) key.channel();
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw CommandFailure.other("cannot close streams: " + e.getMessage(), e);
    }
  }
}

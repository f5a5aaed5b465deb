package io.playhead.deploy.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that asks on and on and reads nothing. Test fixture. */
final class SlowReader implements AutoCloseable {
  private static final int RECEIVE_BYTES = 4 << 10;
  private static final int REQUESTS_AT_A_TIME = 1_000;
  private static final long STUCK_NS = Duration.ofMillis(500).toNanos();

  private final SocketChannel channel;
  private final ByteBuffer requests;
  private long tookNs = System.nanoTime();

  private SlowReader(SocketChannel channel, ByteBuffer requests) {
    this.channel = channel;
    this.requests = requests;
  }

  /** Of that path. */
  static SlowReader of(int port, String target) {
    String request = "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    byte[] requests = request.repeat(REQUESTS_AT_A_TIME).getBytes(StandardCharsets.US_ASCII);
    try {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
      channel.connect(new InetSocketAddress("127.0.0.1", port));
      channel.configureBlocking(false);
      return new SlowReader(channel, ByteBuffer.wrap(requests));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks more; whether nothing of it has been taken for half a second. */
  boolean isStuck() {
    try {
      while (channel.write(requests) > 0) {
        tookNs = System.nanoTime();
        if (!requests.hasRemaining()) {
          requests.clear();
        }
      }
      return System.nanoTime() - tookNs > STUCK_NS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

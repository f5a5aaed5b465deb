package io.playhead.deploy.bench.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads answers off one connection, one after the other, without looking further than it must. */
final class HttpAnswers {
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
  private static final byte[] LENGTH = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
  private int length = -1; // of head and body; -1: the head is not there yet

  /** Reads what is there; whether an answer is whole. */
  boolean read(SocketChannel channel) throws IOException {
    if (channel.read(bytes) < 0) {
      throw new IOException("the server closed the connection");
    }
    if (length < 0) {
      int head = find(HEAD_END, bytes.position());
      if (head >= 0) {
        length = head + HEAD_END.length + contentLength(head);
      }
    }
    return length >= 0 && bytes.position() >= length;
  }

  /** Whether the whole answer says 200; forgets it. */
  boolean takeIsOk() {
    boolean ok = Arrays.equals(bytes.array(), 0, OK.length, OK, 0, OK.length);
    bytes.clear();
    length = -1;
    return ok;
  }

  private int contentLength(int head) {
    int at = find(LENGTH, head);
    int value = 0;
    for (int i = at + LENGTH.length; at >= 0 && Character.isDigit(bytes.get(i)); i++) {
      value = 10 * value + bytes.get(i) - '0';
    }
    return value;
  }

  private int find(byte[] what, int end) {
    for (int i = 0; i + what.length <= end; i++) {
      if (Arrays.equals(bytes.array(), i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}

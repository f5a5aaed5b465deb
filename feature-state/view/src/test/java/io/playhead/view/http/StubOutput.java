package io.playhead.view.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that takes as many writes and flushes as it is told to, calls back once it takes
 * more, and insists on being asked before each, as a servlet's does.
 */
final class StubOutput extends ServletOutputStream {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private WriteListener listener;
  private int takes;
  private boolean asked;
  private boolean owesCall;
  private int flushedBytes;
  private IOException failure;
  private String violation;

  /** One that takes everything. */
  static StubOutput fast() {
    return taking(Integer.MAX_VALUE);
  }

  /** One that takes that many writes and flushes for now. */
  static StubOutput taking(int count) {
    StubOutput out = new StubOutput();
    out.takes = count;
    return out;
  }

  /** Takes that many more, and calls back when it had refused one. */
  void take(int count) {
    synchronized (this) {
      takes = (int) Math.min(Integer.MAX_VALUE, (long) takes + count);
      if (!owesCall || takes == 0) {
        return;
      }
      owesCall = false;
    }
    call();
  }

  private void call() {
    try {
      listener.onWritePossible();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The caller has gone: all that is written from now on fails. */
  synchronized void fail() {
    failure = new IOException("Broken pipe");
  }

  /** All that was written. */
  synchronized String text() {
    return sent.toString(StandardCharsets.UTF_8);
  }

  /** Events and comments that were written, each without the empty line after it. */
  List<String> events() {
    String text = text();
    List<String> events = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", from)) {
      events.add(text.substring(from, end));
      from = end + 2;
    }
    if (from < text.length()) {
      throw new AssertionError("The stream ends inside an event: " + text.substring(from));
    }
    return events;
  }

  /** Whether all that was written was flushed. */
  synchronized boolean isFlushed() {
    return flushedBytes == sent.size();
  }

  /** How it was used as it must not be; null: not at all. */
  synchronized String violation() {
    return violation;
  }

  @Override
  public void setWriteListener(WriteListener writeListener) {
    synchronized (this) {
      listener = writeListener;
      if (takes == 0) {
        owesCall = true;
        return;
      }
    }
    call();
  }

  @Override
  public synchronized boolean isReady() {
    asked = takes > 0;
    owesCall |= !asked;
    return asked;
  }

  private void take(String what) throws IOException {
    if (!asked) {
      violation = what + " without asking whether it is ready";
      throw new IllegalStateException(violation);
    }
    asked = false;
    takes -= takes == Integer.MAX_VALUE ? 0 : 1;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    take("write");
    sent.write(bytes, offset, length);
  }

  @Override
  public synchronized void flush() throws IOException {
    take("flush");
    flushedBytes = sent.size();
  }

  @Override
  public void write(int oneByte) {
    throw new UnsupportedOperationException();
  }
}

package io.playhead.schemas;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * W3C trace context, level 1: which trace a record belongs to and which span wrote it. It travels
 * as the header {@link #HEADER} of events and lists.
 *
 * <pre>
 *   version 2 hex | - | trace id 32 hex | - | span id 16 hex | - | flags 2 hex      55 characters
 * </pre>
 *
 * @param traceIdHigh first half of the trace id
 * @param traceIdLow second half
 * @param spanId the span that wrote the record
 * @param flags bit 0: sampled
 */
public record TraceContext(long traceIdHigh, long traceIdLow, long spanId, byte flags) {
  /** Name of the header. */
  public static final String HEADER = "traceparent";

  private static final byte SAMPLED = 1;
  private static final int TRACE_AT = 3;
  private static final int SPAN_AT = TRACE_AT + 32 + 1;
  private static final int FLAGS_AT = SPAN_AT + 16 + 1;
  private static final int CHARACTERS = FLAGS_AT + 2;
  private static final int INVALID_VERSION = 0xff;
  private static final long NO_HEX = -1;

  /**
   * The context of a header, or null where there is none that can be used: as the standard has it,
   * a bad header is no error, the record just belongs to no trace.
   */
  public static TraceContext parse(byte[] header) {
    if (header == null || header.length < CHARACTERS || !hasDashes(header)) {
      return null;
    }
    long version = hex(header, 0, 2);
    boolean whole =
        version == 0
            ? header.length == CHARACTERS
            : header.length == CHARACTERS || header[CHARACTERS] == '-';
    if (version == NO_HEX || version == INVALID_VERSION || !whole || !isHex(header)) {
      return null;
    }
    long high = hex(header, TRACE_AT, 16);
    long low = hex(header, TRACE_AT + 16, 16);
    long span = hex(header, SPAN_AT, 16);
    byte flags = (byte) (hex(header, FLAGS_AT, 2) & SAMPLED); // later versions may mean more
    return (high | low) == 0 || span == 0 ? null : new TraceContext(high, low, span, flags);
  }

  private static boolean hasDashes(byte[] header) {
    return header[TRACE_AT - 1] == '-' && header[SPAN_AT - 1] == '-' && header[FLAGS_AT - 1] == '-';
  }

  private static boolean isHex(byte[] header) {
    for (int at = TRACE_AT; at < CHARACTERS; at++) {
      if (at != SPAN_AT - 1 && at != FLAGS_AT - 1 && digit(header[at]) < 0) {
        return false;
      }
    }
    return true;
  }

  private static long hex(byte[] header, int from, int count) {
    long value = 0;
    for (int at = from; at < from + count; at++) {
      int digit = digit(header[at]);
      if (digit < 0) {
        return NO_HEX;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Of a lower-case hex digit; -1: it is none, capitals are not allowed. */
  private static int digit(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
  }

  /** Whether somebody records this trace; if not, a span of it is nobody's business. */
  public boolean isSampled() {
    return (flags & SAMPLED) != 0;
  }

  /** The same trace, one span further. */
  public TraceContext withSpan(long nextSpanId) {
    return new TraceContext(traceIdHigh, traceIdLow, nextSpanId, flags);
  }

  /** 32 hex digits. */
  public String traceId() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(traceIdHigh) + hex.toHexDigits(traceIdLow);
  }

  /** As a header. */
  public byte[] header() {
    return toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** As a header. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return "00-" + traceId() + "-" + hex.toHexDigits(spanId) + "-" + hex.toHexDigits(flags);
  }
}

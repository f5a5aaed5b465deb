package io.playhead.deploy.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Linux says of a process under {@code /proc}. Pure text, stateless. */
final class ProcText {
  private static final Pattern MAPPING =
      Pattern.compile(
          "^([0-9a-f]+)-([0-9a-f]+) |^Rss:\\s+(\\d+) kB", Pattern.MULTILINE); // in this order

  private ProcText() {}

  /** Number of the line {@code name} of {@code /proc/PID/status}; 0: there is none. */
  static long field(String status, String name) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + ":\\s+(\\d+)", Pattern.MULTILINE)
            .matcher(status);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  /**
   * Resident KiB of the mappings of {@code /proc/PID/smaps} that begin at an address from {@code
   * from} to {@code to}, exclusive.
   */
  static long residentKb(String smaps, long from, long to) {
    long sum = 0;
    boolean inside = false;
    for (Matcher line = MAPPING.matcher(smaps); line.find(); ) {
      if (line.group(1) != null) {
        long begin = Long.parseUnsignedLong(line.group(1), 16);
        inside = Long.compareUnsigned(begin, from) >= 0 && Long.compareUnsigned(begin, to) < 0;
      } else if (inside) {
        sum += Long.parseLong(line.group(3));
      }
    }
    return sum;
  }
}

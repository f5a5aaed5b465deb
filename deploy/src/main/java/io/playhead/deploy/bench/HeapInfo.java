package io.playhead.deploy.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code jcmd PID GC.heap_info} says of a heap with the serial collector.
 *
 * @param usedKb of both generations
 * @param oldKb of the old one: after a full collection what is reachable, while the young one has
 *     what was allocated since
 * @param from lowest address that the heap may have
 * @param to the address after its highest
 */
record HeapInfo(long usedKb, long oldKb, long from, long to) {
  private static final Pattern GENERATION =
      Pattern.compile(
          "(def new|tenured) generation\\s+total \\d+K, used (\\d+)K"
              + "\\s+\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");

  /** Refuses another collector's text: all JVMs that are measured have the serial one. */
  static HeapInfo parse(String text) {
    long used = 0;
    long old = 0;
    long from = Long.MAX_VALUE;
    long to = 0;
    for (Matcher generation = GENERATION.matcher(text); generation.find(); ) {
      long usedKb = Long.parseLong(generation.group(2));
      used += usedKb;
      old += generation.group(1).equals("tenured") ? usedKb : 0;
      from = Math.min(from, Long.parseLong(generation.group(3), 16));
      to = Math.max(to, Long.parseLong(generation.group(4), 16));
    }
    if (to == 0) {
      throw new IllegalArgumentException("no heap of the serial collector: " + text);
    }
    return new HeapInfo(used, old, from, to);
  }
}

package io.playhead.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures what one event costs: decode the head, apply, read the tokens and the context, encode.
 * Run by hand: {@code java -cp target/classes:target/test-classes:<avro>
 * io.playhead.window.MemberWindowBenchmark [lateness, min]}.
 */
final class MemberWindowBenchmark {
  private static final int MEMBERS = 1_000;

  private MemberWindowBenchmark() {}

  public static void main(String[] arguments) {
    long latenessMs = (arguments.length == 0 ? 10 : Long.parseLong(arguments[0])) * 60_000;
    WindowPolicy policy = new WindowPolicy(latenessMs, 1_800_000, 4096, 256, 32);
    List<List<MemberEvent>> members = new ArrayList<>();
    for (int member = 0; member < MEMBERS; member++) {
      members.add(TypicalMember.events(new Random(member), 100));
    }
    for (int round = 0; round < 4; round++) {
      run(members, policy);
    }
  }

  private static void run(List<List<MemberEvent>> members, WindowPolicy policy) {
    long events = 0;
    long headBytes = 0;
    long tokens = 0;
    long segmentBytes = 0;
    long[] micros = new long[1001];
    long startNs = System.nanoTime();
    for (List<MemberEvent> member : members) {
      InMemorySegments segments = new InMemorySegments();
      byte[] head = MemberWindow.empty(policy).encode();
      for (MemberEvent e : member) {
        long eventNs = System.nanoTime();
        MemberWindow window = MemberWindow.decode(head, policy);
        window.apply(e, segments);
        tokens +=
            window
                .tokens(Math.max(window.firstRetained(), window.tokenCount() - 2), segments)
                .size();
        window.context();
        window.nextExpiryMs();
        head = window.encode();
        micros[(int) Math.min(1000, (System.nanoTime() - eventNs) / 1000)]++;
        events++;
        headBytes += head.length;
      }
      segmentBytes += segments.bytes();
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    System.out.printf(
        "%d events, %.2f us each (p50 %d, p99 %d, p999 %d), head %d B on average, segments %d B a member, %d%n",
        events,
        seconds * 1e6 / events,
        percentile(micros, events, 0.5),
        percentile(micros, events, 0.99),
        percentile(micros, events, 0.999),
        headBytes / events,
        segmentBytes / members.size(),
        tokens);
  }

  private static int percentile(long[] micros, long events, double share) {
    long seen = 0;
    int micro = 0;
    while (micro < micros.length && (seen += micros[micro]) < share * events) {
      micro++;
    }
    return micro;
  }
}

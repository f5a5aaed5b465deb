package io.playhead.stream;

import io.playhead.inference.TinyBundle;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What members notice of a change of models: times from reading an event to its list, in the graph
 * on one subtask, before the change and in the five seconds from it on. Arguments: titles, members,
 * events a second.
 *
 * <p>Not a test: {@code java -cp ... io.playhead.stream.SwapBenchmark 20000 200 200}.
 */
final class SwapBenchmark {
  private static final int SECONDS = 40;
  private static final int CHANGE_MS = 28_000;
  private static final int WARM_MS = 5_000;
  private static final int AFTER_MS = 5_000;

  private SwapBenchmark() {}

  /** Runs it and prints two lines. */
  public static void main(String[] arguments) throws Exception {
    List<Title> titles = TinyBundle.titles(Integer.parseInt(arguments[0]));
    int members = Integer.parseInt(arguments[1]);
    int perSecond = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("swap-benchmark");
    List<String> ids = TinyBundle.ids(titles);
    Path one = new TinyBundle("one", 64, 2, 2, 1).write(folder.resolve("one"), ids);
    Path two = new TinyBundle("two", 64, 2, 2, 2).write(folder.resolve("two"), ids);
    Scenario scenario =
        new Scenario(1, folder.resolve("small")).live(members, SECONDS * perSecond / members);
    Records records = new Records();
    List<RawRecord> control = new ArrayList<>();
    titles.forEach(title -> control.add(records.title(title)));
    control.add(records.release(one, "one", 0));
    long changeMs = System.currentTimeMillis() + CHANGE_MS;
    control.add(records.release(two, "two", changeMs));
    Map<String, long[]> ends =
        Map.of(Topics.TITLES, new long[] {titles.size()}, Topics.MODEL_RELEASES, new long[] {2});

    Outputs outputs =
        new GraphRun(scenario.events, control, GraphRun.options(1).withCatalogue(ends, 60_000))
            .slowly(perSecond, Double.POSITIVE_INFINITY)
            .run(folder.resolve("state"));

    print("before", outputs, changeMs - WARM_MS, changeMs);
    print("after", outputs, changeMs, changeMs + AFTER_MS);
    long byNew = outputs.lists().stream().filter(list -> list.getModelId().equals("two")).count();
    System.out.printf("%,d lists, %,d by the new model%n", outputs.lists().size(), byNew);
  }

  private static void print(String when, Outputs outputs, long fromMs, long toMs) {
    long[] tookMs =
        outputs.lists().stream()
            .map(Recommendation::getTimings)
            .filter(t -> t.getReadMs() >= fromMs && t.getReadMs() < toMs)
            .mapToLong(t -> t.getListedMs() - t.getReadMs())
            .sorted()
            .toArray();
    System.out.printf(
        "%s: %,d lists, read to list p50 %d ms, p99 %d ms, most %d ms%n",
        when, tookMs.length, at(tookMs, .5), at(tookMs, .99), at(tookMs, 1));
  }

  private static long at(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }
}

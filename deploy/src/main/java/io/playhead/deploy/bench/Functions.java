package io.playhead.deploy.bench;

import io.playhead.deploy.simulator.SimulatedCatalogue;
import io.playhead.inference.Catalogue;
import io.playhead.inference.HomePage;
import io.playhead.inference.KeyValueCache;
import io.playhead.inference.Model;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import io.playhead.inference.TokenSource;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.MalformedAvroException;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Title;
import io.playhead.window.InMemorySegments;
import io.playhead.window.MemberEvents;
import io.playhead.window.MemberWindow;
import io.playhead.window.RejectedEventException;
import io.playhead.window.WindowPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The functions that {@code bench functions} has JMH measure, on one thread, with what the engine
 * hands them: members with full windows, 10,000 titles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Functions {
  static final String BUNDLE = "playhead.bench.bundle";

  private static final int BATCH = 64;
  private static final int MEMBERS = 512;
  private static final int TOKENS = 250;
  private static final int TITLES = 10_000;
  private static final long FROM_MS = 1_790_000_000_000L;
  private static final long SPACING_MS = 3_600;

  private Model model;
  private Catalogue catalogue;
  private Recommender recommender;
  private final List<Title> titles =
      SimulatedCatalogue.of(SimulatedCatalogue.SEED, TITLES).releasedBy(Long.MAX_VALUE);
  private final MadeUpEvents events =
      new MadeUpEvents(
          1, MEMBERS, titles.stream().map(Title::getTitleId).toList(), FROM_MS, SPACING_MS);
  private final byte[][] heads = new byte[MEMBERS][];
  private final InMemorySegments[] segments = new InMemorySegments[MEMBERS];
  private final List<Request> requests = new ArrayList<>();
  private final byte[] eventBytes = AvroBytes.encode(events.of("member-0"));
  private int next;

  /** Gives the members their tokens. */
  @Setup
  public void begin() throws RejectedEventException {
    model = BenchModels.load(Path.of(System.getProperty(BUNDLE)));
    catalogue = Catalogue.of(model, titles);
    recommender = new Recommender(model, catalogue, PageRules.DEFAULT, new KeyValueCache(1L << 30));
    for (int member = 0; member < MEMBERS; member++) {
      segments[member] = new InMemorySegments();
      MemberWindow window = MemberWindow.empty(WindowPolicy.DEFAULT);
      for (int i = 0; i < TOKENS; i++) {
        window.apply(event(member), segments[member]);
      }
      heads[member] = window.encode();
      requests.add(
          new Request(
              MadeUpEvents.memberId(member),
              TokenSource.of(window.tokens(window.firstRetained(), segments[member])),
              window.context()));
    }
  }

  /** Lets go of the model. */
  @TearDown
  public void end() {
    model.close();
  }

  private io.playhead.window.MemberEvent event(int member) throws RejectedEventException {
    return MemberEvents.from(events.of(MadeUpEvents.memberId(member)), Long.MAX_VALUE);
  }

  /** A value of a topic into an event. */
  @Benchmark
  public Object decodeEvent() throws MalformedAvroException {
    return AvroBytes.decode(
        PlaybackEvent.class, PlaybackEvent.getClassSchema(), eventBytes, 0, eventBytes.length);
  }

  /** An event, made up first, into its member's window: decoded, applied, read, encoded. */
  @Benchmark
  public Object eventIntoWindow() throws RejectedEventException {
    int member = next++ % MEMBERS;
    MemberWindow window = MemberWindow.decode(heads[member], WindowPolicy.DEFAULT);
    window.apply(event(member), segments[member]);
    heads[member] = window.encode();
    return window.tokens(window.tokenCount() - 2, segments[member]);
  }

  /** A page out of a batch of 64, from cached keys and values and one new token. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<HomePage> page() {
    int from = next % MEMBERS;
    next += BATCH;
    return recommender.recommend(requests.subList(from, from + BATCH));
  }

  /** The next catalogue, in which one title is another. */
  @Benchmark
  public Object titleIntoCatalogue() {
    return catalogue.with(List.of(titles.get(next++ % TITLES)), List.of());
  }
}

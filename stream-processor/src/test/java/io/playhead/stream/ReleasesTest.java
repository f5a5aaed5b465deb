package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {
  private static final long T0 = Records.T0;

  @TempDir Path folder;
  private final Records records = new Records();
  private final ControlDecoder decoder = new ControlDecoder(new FixedSchemaIds());
  private final MapBroadcastState<Long, byte[]> state = new MapBroadcastState<>();

  @BeforeEach
  void writeBundle() {
    TinyBundle.DEFAULT.write(folder, TinyBundle.ids(TinyBundle.titles(20)));
  }

  private AnnouncedRelease release(long fromMs) {
    RawRecord raw = records.release(folder, "tiny-1", fromMs);
    return AnnouncedRelease.of(Stamp.of(raw, T0), raw.value(), decoder);
  }

  private Releases restored() throws Exception {
    return new Releases(state, decoder);
  }

  @Test
  void prefersWhatTookForceLastAndThenWhatWasAnnouncedLast() throws Exception {
    Releases releases = restored();
    AnnouncedRelease later = release(T0);
    AnnouncedRelease earlier = release(5);
    AnnouncedRelease again = release(T0);
    releases.add(earlier);
    releases.add(again);
    releases.add(later);

    assertThat(releases.next(T0)).isSameAs(again);
    releases.remove(again);
    assertThat(releases.next(T0)).isSameAs(later);
    assertThat(releases.next(T0 - 1)).isSameAs(earlier);
    assertThat(releases.nextDueMs(T0 - 1)).isEqualTo(T0);
    releases.take(later);
    assertThat(releases.next(T0)).isNull();
    assertThat(releases.nextDueMs(T0)).isEqualTo(Releases.NEVER);
  }

  @Test
  void keepsWhatServesUntilSomethingBetterDoes() throws Exception {
    AnnouncedRelease first = release(1);
    AnnouncedRelease second = release(2);
    Releases releases = restored();
    releases.add(first);
    releases.take(first);
    releases.add(second);

    assertThat(restored().next(T0).stamp()).as("still to be loaded").isEqualTo(second.stamp());
    Releases refused = restored();
    refused.remove(refused.next(T0));
    assertThat(refused.next(T0).stamp()).as("the one that served").isEqualTo(first.stamp());
  }

  @Test
  void forgetsWhatIsReplaced() throws Exception {
    Releases releases = restored();
    releases.add(release(1));
    releases.add(release(2));
    AnnouncedRelease best = release(3);
    releases.add(best);
    releases.take(best);
    releases.add(release(2));

    assertThat(state.entries()).hasSize(1);
    assertThat(restored().next(T0).stamp()).isEqualTo(best.stamp());
  }

  @Test
  void readsTheStateOfEarlierVersionsWhichHadItByTheMomentOfForce() throws Exception {
    AnnouncedRelease serving = release(T0 - 5);
    AnnouncedRelease toCome = release(T0 + 5);
    state.put(serving.fromMs(), serving.encode());
    state.put(toCome.fromMs(), toCome.encode());

    Releases releases = restored();

    assertThat(releases.next(T0).stamp()).isEqualTo(serving.stamp());
    assertThat(releases.nextDueMs(T0)).isEqualTo(T0 + 5);
    assertThat(state.contains(toCome.fromMs())).isFalse();
    assertThat(restored().next(T0 + 5).stamp()).isEqualTo(toCome.stamp());
  }
}

package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.schemas.Recommendation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A subscriber that is killed at any record and goes on from what it had committed, with a registry
 * that comes and goes, leaves the pages in a store that a plain fold over the topic leaves.
 */
@Timeout(60)
class CrashesLoseNothingTest {
  private static final int RECORDS = 300;
  private static final int MEMBERS = 5;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theStoreEndsAsTheTopicSays(long seed) {
    Random random = new Random(seed);
    List<Entry> topic = topic(random);
    HomePageExample.Pages store = new HomePageExample.Pages();
    long committed = 0;

    while (committed < topic.size()) {
      committed = runUntilKilled(topic, committed, store, random);
    }

    assertThat(revisions(store.newest)).as("seed %d", seed).isEqualTo(fold(topic));
  }

  /** One life of the process; returns what it has committed. */
  private static long runUntilKilled(
      List<Entry> topic, long committed, HomePageExample.Pages store, Random random) {
    LoopFixture run = new LoopFixture().waitingForAGroup(store);
    run.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(committed)));
    run.consumer.rebalance(List.of(P0));
    topic.forEach(entry -> entry.appendTo(run));
    run.consumer.setMaxPollRecords(1 + random.nextInt(20));
    for (int step = random.nextInt(12); step >= 0; step--) {
      run.schemas.away = random.nextInt(3) == 0;
      run.consumer.holdsAnswers = random.nextInt(3) == 0; // a commit on its way dies with it
      run.nowNs.addAndGet(RetryDelay.MAX_NS);
      run.loop.step();
    }
    return run.consumer.commits.get(P0);
  }

  /** Revisions that mostly grow; an engine that went back to a checkpoint writes some again. */
  private static List<Entry> topic(Random random) {
    List<Entry> topic = new ArrayList<>();
    long[] revisions = new long[MEMBERS];
    while (topic.size() < RECORDS) {
      int member = random.nextInt(MEMBERS);
      switch (random.nextInt(10)) {
        case 0 -> {
          topic.add(new Entry("m" + member, null));
          revisions[member] = 0;
        }
        case 1, 2 -> {
          long older = Math.max(1, revisions[member] - random.nextInt(4));
          topic.add(new Entry("m" + member, older));
          revisions[member] = Math.max(revisions[member], older);
        }
        default -> {
          revisions[member] += 1 + random.nextInt(3);
          topic.add(new Entry("m" + member, revisions[member]));
        }
      }
    }
    return topic;
  }

  private static Map<String, Long> fold(List<Entry> topic) {
    Map<String, Long> newest = new HashMap<>();
    for (Entry entry : topic) {
      if (entry.revision == null) {
        newest.remove(entry.memberId);
      } else {
        newest.merge(entry.memberId, entry.revision, Math::max);
      }
    }
    return newest;
  }

  private static Map<String, Long> revisions(Map<String, Recommendation> pages) {
    Map<String, Long> revisions = new HashMap<>();
    pages.forEach((memberId, page) -> revisions.put(memberId, page.getRevision()));
    return revisions;
  }

  /** One record of the topic; a revision of null: forgotten. */
  private record Entry(String memberId, Long revision) {
    void appendTo(LoopFixture run) {
      if (revision == null) {
        run.forgotten(P0, memberId);
      } else {
        run.page(P0, memberId, revision);
      }
    }
  }
}

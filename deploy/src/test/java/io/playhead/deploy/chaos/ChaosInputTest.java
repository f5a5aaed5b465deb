package io.playhead.deploy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.chaos.InputEvent.Fate;
import io.playhead.schemas.SchemaIds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ChaosInputTest {
  private static final int EVENTS = 5_000;

  /** An id for every topic; nothing is decoded here. */
  private static final SchemaIds IDS =
      new SchemaIds() {
        @Override
        public int idOf(String topic) {
          return 1;
        }

        @Override
        public Schema schemaOf(int id) {
          throw new AssertionError();
        }
      };

  private static List<InputEvent> input(long seed) {
    ChaosInput input = new ChaosInput(seed, 50, new Encoding(IDS));
    List<InputEvent> events = new ArrayList<>();
    for (int event = 0; event < EVENTS; event++) {
      events.add(input.next());
    }
    input.rest().forEachRemaining(events::add);
    return events;
  }

  @Test
  void isAFunctionOfItsSeed() {
    List<InputEvent> first = input(1);
    List<InputEvent> again = input(1);

    assertThat(again).hasSameSizeAs(first);
    for (int event = 0; event < first.size(); event++) {
      assertThat(again.get(event).topic()).isEqualTo(first.get(event).topic());
      assertThat(again.get(event).value()).isEqualTo(first.get(event).value());
    }
    assertThat(input(2).get(0).value()).isNotEqualTo(first.get(0).value());
  }

  @Test
  void hasWhatANetworkAndItsMembersDo() {
    List<InputEvent> events = input(1);
    Map<Fate, Integer> fates = new HashMap<>();
    Map<ByteBuffer, Integer> times = new HashMap<>();
    for (InputEvent event : events) {
      fates.merge(event.fate(), 1, Integer::sum);
      if (event.fate() == Fate.COUNTS) {
        times.merge(ByteBuffer.wrap(event.value()), 1, Integer::sum);
      }
    }

    assertThat(fates.get(Fate.REJECTED)).isBetween(20, 100);
    assertThat(fates.get(Fate.ERASES)).isPositive();
    assertThat(times.values()).as("duplicates").contains(2).allMatch(count -> count <= 2);
    assertThat(events).as("far too large").anyMatch(event -> event.value().length > 1 << 20);
  }

  @Test
  void letsNobodyBeginAnewWhoAskedToBeForgotten() {
    List<InputEvent> events = input(1);
    Map<String, Integer> askedAt = new HashMap<>();
    int late = 0;
    for (int place = 0; place < events.size(); place++) {
      InputEvent event = events.get(place);
      if (event.fate() == Fate.ERASES) {
        assertThat(askedAt.put(event.memberId(), place)).isNull();
      } else if (askedAt.containsKey(event.memberId())) {
        late++;
        assertThat(place - askedAt.get(event.memberId())).isLessThanOrEqualTo(1_000);
      }
    }
    assertThat(late).as("events that were on the way").isPositive();
  }
}

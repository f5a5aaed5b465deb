package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.HomePage;
import io.playhead.inference.PageItem;
import io.playhead.inference.PageRow;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.MalformedAvroException;
import io.playhead.schemas.MemberEmbedding;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecord;

/** What a run wrote, as a reader of the topics sees it. */
final class Outputs {
  /** Caches built along different ways leave the last bits of a score different. */
  private static final float SCORE_TOLERANCE = 1e-4f;

  final Queue<OutRecord> records = new ConcurrentLinkedQueue<>();

  List<Recommendation> lists() {
    return of(Topics.RECOMMENDATIONS, Recommendation.class);
  }

  List<RejectedEvent> rejected() {
    return of(Topics.REJECTED_EVENTS, RejectedEvent.class);
  }

  List<MemberEmbedding> embeddings() {
    return of(Topics.MEMBER_EMBEDDINGS, MemberEmbedding.class);
  }

  List<InteractionToken> tokens() {
    return of(Topics.INTERACTION_TOKENS, InteractionToken.class);
  }

  /** Closed tokens, each once: at least once means that the same one may come again. */
  Collection<String> distinctTokens() {
    TreeSet<String> distinct = new TreeSet<>();
    for (InteractionToken token : tokens()) {
      distinct.add(token.getMemberId() + " " + token.getTokenIndex() + " " + token);
    }
    return distinct;
  }

  /** Keys of a topic's tombstones. */
  List<String> tombstones(String topic) {
    return records.stream()
        .filter(record -> record.topic().equals(topic) && record.avro() == null)
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Each member's list for a reader that drops a revision older than the one it has. */
  Map<String, Recommendation> finalLists() {
    Map<String, Recommendation> newest = new TreeMap<>();
    for (Recommendation list : lists()) {
      newest.merge(list.getMemberId(), list, (a, b) -> b.getRevision() >= a.getRevision() ? b : a);
    }
    return newest;
  }

  static void assertSameLists(
      Map<String, Recommendation> actual, Map<String, Recommendation> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (memberId, list) -> {
          Recommendation other = actual.get(memberId);
          assertThat(other.getRevision())
              .as("revision of " + memberId)
              .isEqualTo(list.getRevision());
          assertThat(other.getContext()).as("context of " + memberId).isEqualTo(list.getContext());
          assertThat(other.getReflects())
              .as("reflects of " + memberId)
              .isEqualTo(list.getReflects());
          assertThat(page(other).agreesWith(page(list), SCORE_TOLERANCE))
              .as("list of %s:%n%s%nbut was%n%s", memberId, list.getRows(), other.getRows())
              .isTrue();
        });
  }

  static HomePage page(Recommendation list) {
    List<PageRow> rows =
        list.getRows().stream()
            .map(
                row ->
                    PageRow.of(
                        row.getRow(),
                        row.getItems().stream()
                            .map(i -> new PageItem(i.getTitleId(), i.getScore(), i.getReason()))
                            .toList()))
            .toList();
    return new HomePage(list.getMemberId(), list.getModelId(), rows, new float[0]);
  }

  private <T extends SpecificRecord> List<T> of(String topic, Class<T> type) {
    List<T> values = new ArrayList<>();
    for (OutRecord record : records) {
      if (record.topic().equals(topic) && record.avro() != null) {
        values.add(decode(record, type));
      }
    }
    return values;
  }

  private static <T extends SpecificRecord> T decode(OutRecord record, Class<T> type) {
    try {
      T read =
          AvroBytes.decode(
              type, Topics.of(record.topic()).schema(), record.avro(), 0, record.avro().length);
      assertThat(record.avro()).as("%s, as Avro writes it", read).isEqualTo(AvroBytes.encode(read));
      return read;
    } catch (MalformedAvroException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.playhead.subscriber;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Item;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Reflects;
import io.playhead.schemas.RequestContext;
import io.playhead.schemas.Row;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Timings;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Pages, and records of the topic that hold them. */
final class TestPages {
  static final TopicPartition P0 = new TopicPartition(Topics.RECOMMENDATIONS, 0);
  static final TopicPartition P1 = new TopicPartition(Topics.RECOMMENDATIONS, 1);

  private TestPages() {}

  static Recommendation page(String memberId, long revision) {
    return new Recommendation(
        memberId,
        revision,
        "model",
        1L,
        new RequestContext(1L, "tv", "NL", "nl-NL", 20, 7, null),
        List.of(new Row("top-picks", List.of(new Item("title", 0.5f, "taste")))),
        new Reflects(Topics.PLAYBACK_EVENTS, 0, 1L),
        new Timings(1L, 2L, 3L));
  }

  static byte[] wire(SchemaIds ids, Recommendation page) {
    return WireFormat.encode(ids.idOf(Topics.RECOMMENDATIONS), AvroBytes.encode(page));
  }

  static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, String key, byte[] value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value);
  }
}

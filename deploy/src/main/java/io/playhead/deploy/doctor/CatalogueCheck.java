package io.playhead.deploy.doctor;

import io.playhead.deploy.topics.TopicSample;
import io.playhead.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** There are titles to recommend. */
final class CatalogueCheck implements Check {
  private static final int SAMPLE = 1_000;

  @Override
  public String name() {
    return "catalogue";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    if (!system.has(Topics.TITLES)) {
      return findings.unseen("the topic titles is missing", "make the topics first").all();
    }
    // Of a title that was taken out, the record is there for a while, and a null after it.
    Map<String, Boolean> inForce = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        TopicSample.oldest(system.kafka(), Topics.TITLES, SAMPLE)) {
      if (record.key() != null) {
        inForce.put(new String(record.key(), StandardCharsets.UTF_8), record.value() != null);
      }
    }
    long titles = inForce.values().stream().filter(each -> each).count();
    if (titles == 0) {
      findings.wrong(
          "the catalogue is empty: lists have no titles",
          "write the titles to " + Topics.TITLES + ", keyed by title id");
    }
    return findings.or("it has titles: " + titles + " in a sample");
  }
}

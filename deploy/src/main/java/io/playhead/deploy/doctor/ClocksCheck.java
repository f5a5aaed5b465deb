package io.playhead.deploy.doctor;

import io.playhead.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Clocks agree: latencies are differences of them, and an event more than a day ahead is refused.
 * The broker's is seen by its newest records, those of others by HTTP's header Date.
 */
final class ClocksCheck implements Check {
  /** The header Date has whole seconds, and its answer takes a while. */
  private static final Duration SKEW_MAX = Duration.ofSeconds(5);

  private static final String REMEDY = "have all machines keep the same time: NTP, chrony";

  @Override
  public String name() {
    return "clocks";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    records(system, findings);
    List<URI> servers = new ArrayList<>();
    servers.add(URI.create(system.options().registryUrl()));
    if (system.options().view() != null) {
      servers.add(system.options().view().resolve("/health/live"));
    }
    int seen = 0;
    for (URI server : servers) {
      Duration ahead = ahead(system, server);
      if (ahead == null) {
        continue;
      }
      seen++;
      if (ahead.abs().compareTo(SKEW_MAX) > 0) {
        findings.warn(
            String.format(
                "the clock of %s is %d s %s this machine's",
                server.getAuthority(),
                ahead.abs().toSeconds(),
                ahead.isNegative() ? "behind" : "ahead of"),
            REMEDY);
      }
    }
    return findings.or("no record is from the future, and " + seen + " servers' clocks agree");
  }

  private static void records(LiveSystem system, Findings findings) {
    Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
    List<String> topics = new ArrayList<>(LiveSystem.MEMBER_TOPICS);
    topics.add(Topics.RECOMMENDATIONS);
    for (String topic : topics) {
      for (int i = 0; system.has(topic) && i < system.topics().get(topic).partitions(); i++) {
        newest.put(new TopicPartition(topic, i), OffsetSpec.maxTimestamp());
      }
    }
    Map<String, Long> newestMs = new HashMap<>();
    system
        .kafka()
        .await(system.admin().listOffsets(newest).all(), "its newest records")
        .forEach((partition, at) -> newestMs.merge(partition.topic(), at.timestamp(), Math::max));
    Instant now = Instant.now();
    newestMs.forEach(
        (topic, ms) -> {
          Duration ahead = Duration.between(now, Instant.ofEpochMilli(ms));
          if (ahead.compareTo(SKEW_MAX) > 0) {
            findings.warn(
                String.format(
                    "the newest record of %s is %d s ahead of this machine's clock",
                    topic, ahead.toSeconds()),
                REMEDY
                    + "; it was stamped by "
                    + (topic.equals(Topics.RECOMMENDATIONS) ? "the broker" : "its producer"));
          }
        });
  }

  /** How far its clock is ahead; null: it does not say. */
  private static Duration ahead(LiveSystem system, URI server) {
    try {
      HttpRequest request = HttpRequest.newBuilder(server).timeout(LiveSystem.ANSWER_LIMIT).build();
      HttpResponse<Void> response =
          system.http().send(request, HttpResponse.BodyHandlers.discarding());
      String date = response.headers().firstValue("Date").orElse(null);
      return date == null
          ? null
          : Duration.between(
              Instant.now(),
              ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (IOException | DateTimeException e) {
      return null; // Whether it answers is another check's.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}

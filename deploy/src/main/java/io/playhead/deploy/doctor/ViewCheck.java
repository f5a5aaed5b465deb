package io.playhead.deploy.doctor;

import io.playhead.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The view lives, answers, and has read the pages. */
final class ViewCheck implements Check {
  /** A second's pages of a busy job. */
  private static final long LAG_MAX = 10_000;

  @Override
  public String name() {
    return "view";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    URI view = system.options().view();
    try {
      if (status(system, view.resolve("/health/live")) != 200) {
        findings.wrong(
            "the view at " + view + " says that it does not work", "start it again; see its log");
      } else if (status(system, view.resolve("/health/ready")) != 200) {
        findings.wrong(
            "the view at " + view + " is restoring: it has no pages to answer from yet",
            "wait; --standbys 1 and a --state-dir that outlives the process make it short");
      }
    } catch (IOException e) {
      return findings
          .wrong(
              "the view at " + view + " does not answer (" + e + ")",
              "start it, or correct --view; its log says why it ended")
          .all();
    }
    long lag = lag(system);
    if (lag > LAG_MAX) {
      findings.warn(
          String.format("the view is %,d pages behind", lag),
          "if it grows, start more instances with one --application-id, up to the partitions");
    }
    return findings.or("it is ready, " + lag + " pages behind");
  }

  private static int status(LiveSystem system, URI target) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(target).timeout(LiveSystem.ANSWER_LIMIT).build();
      return system.http().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static long lag(LiveSystem system) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        system
            .kafka()
            .await(
                system
                    .admin()
                    .listConsumerGroupOffsets(system.options().viewId())
                    .partitionsToOffsetAndMetadata(),
                "offsets of the view");
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    committed.forEach(
        (partition, offset) -> {
          if (offset != null && partition.topic().equals(Topics.RECOMMENDATIONS)) {
            ends.put(partition, OffsetSpec.latest());
          }
        });
    return system
        .kafka()
        .await(system.admin().listOffsets(ends).all(), "where pages end")
        .entrySet()
        .stream()
        .mapToLong(end -> end.getValue().offset() - committed.get(end.getKey()).offset())
        .sum();
  }
}

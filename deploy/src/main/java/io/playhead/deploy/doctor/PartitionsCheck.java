package io.playhead.deploy.doctor;

import io.playhead.deploy.topics.SetTopic;
import io.playhead.schemas.Topics;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The two topics that the view joins by member have as many partitions as each other. The job needs
 * none to be equal: it distributes members by itself.
 */
final class PartitionsCheck implements Check {
  @Override
  public String name() {
    return "partitions";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    SetTopic tokens = system.topics().get(Topics.INTERACTION_TOKENS);
    SetTopic erasures = system.topics().get(Topics.ERASURES);
    Findings findings = new Findings(name());
    if (tokens != null && erasures != null && tokens.partitions() != erasures.partitions()) {
      findings.wrong(
          String.format(
              "%s has %d partitions and %s %d: an erasure would not reach the tokens in the view,"
                  + " which does not start",
              tokens.name(), tokens.partitions(), erasures.name(), erasures.partitions()),
          "give both the same number: kafka-topics --alter --partitions on the smaller one");
    }
    return findings.or(
        system.topics().values().stream()
            .map(topic -> topic.name() + " " + topic.partitions())
            .collect(Collectors.joining(", ")));
  }
}

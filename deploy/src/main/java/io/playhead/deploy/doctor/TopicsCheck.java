package io.playhead.deploy.doctor;

import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.List;

/** Every topic is there. */
final class TopicsCheck implements Check {
  @Override
  public String name() {
    return "topics";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    for (Topic topic : Topics.all()) {
      if (!system.has(topic.name())) {
        findings.wrong(
            "the topic " + topic.name() + " is missing",
            "make it: 'playhead run --prepare' makes those that are missing, with --partitions");
      }
    }
    return findings.or("all " + Topics.all().size() + " are there");
  }
}

package io.playhead.deploy.doctor;

import io.playhead.deploy.local.TopicSettings;
import io.playhead.deploy.topics.SetTopic;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Topics are set as {@code run --prepare} sets them, or at least so that nothing breaks. */
final class SettingsCheck implements Check {
  /** Rejected records have up to 256 KiB of a value, pages 300 KB; Kafka's default is as much. */
  private static final long MESSAGE_BYTES_MIN = 1 << 20;

  /** In which an erasure has to be carried out. */
  private static final long MONTH_MS = TimeUnit.DAYS.toMillis(30);

  @Override
  public String name() {
    return "topic settings";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    Findings findings = new Findings(name());
    for (Topic topic : Topics.all()) {
      SetTopic set = system.topics().get(topic.name());
      if (set != null) {
        size(set, findings);
        if (cleanup(topic, set, findings)) {
          ends(topic, set, findings);
        }
      }
    }
    erasuresOutlive(system.topics(), findings);
    return findings.or("sizes, cleanup and retention are as this version sets them");
  }

  private static void size(SetTopic set, Findings findings) {
    long bytesMax = set.number("max.message.bytes", MESSAGE_BYTES_MIN);
    String detail = set.name() + " takes records of " + bytesMax + " bytes at most";
    String remedy = "set max.message.bytes=" + TopicSettings.MESSAGE_BYTES_MAX;
    if (bytesMax < MESSAGE_BYTES_MIN - 1024) {
      findings.wrong(detail + ", and a page or a rejected record may be larger", remedy);
    } else if (bytesMax < TopicSettings.MESSAGE_BYTES_MAX) {
      findings.warn(detail, remedy);
    }
  }

  /** Whether it is cleaned up in the right way. */
  private static boolean cleanup(Topic topic, SetTopic set, Findings findings) {
    if (topic.compacted() && !set.isCompacted()) {
      findings.wrong(
          topic.name() + " is not compacted: what is not written again is lost after a while",
          "set cleanup.policy=compact");
      return false;
    }
    if (!topic.compacted() && set.isCompacted()) {
      findings.wrong(
          topic.name() + " is compacted: all but the newest record of each member are lost",
          "set cleanup.policy=delete");
      return false;
    }
    if (topic.compacted() && set.isDeleted()) {
      findings.warn(
          topic.name() + " is compacted and deleted by age: who is quiet loses what is there",
          "set cleanup.policy=compact");
    }
    return true;
  }

  /** What a forgotten member did must go in time. */
  private static void ends(Topic topic, SetTopic set, Findings findings) {
    Map<String, String> wanted = TopicSettings.of(topic);
    if (topic.compacted()) {
      if (set.compactedAfterMs() > MONTH_MS) {
        findings.warn(
            topic.name() + " has no bound on when an old value is gone from disk",
            "set max.compaction.lag.ms=" + wanted.get("max.compaction.lag.ms"));
      }
    } else if (!topic.name().equals(Topics.ERASURES) && set.deletedAfterMs() > MONTH_MS) {
      findings.warn(
          topic.name()
              + (set.deletedAfterMs() == SetTopic.FOR_EVER
                  ? " keeps what members did for ever"
                  : " keeps what members did for "
                      + TimeUnit.MILLISECONDS.toDays(set.deletedAfterMs())
                      + " d")
              + ", and an erasure takes a month at most",
          "set retention.ms="
              + wanted.get("retention.ms")
              + " and segment.ms="
              + wanted.get("segment.ms"));
    }
  }

  /** Whoever reads events again must meet the erasure again. */
  private static void erasuresOutlive(Map<String, SetTopic> topics, Findings findings) {
    SetTopic erasures = topics.get(Topics.ERASURES);
    if (erasures == null) {
      return;
    }
    long keptMs = erasures.number("retention.ms", -1);
    for (String name :
        List.of(Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS)) {
      SetTopic events = topics.get(name);
      if (keptMs >= 0 && events != null && events.deletedAfterMs() > keptMs) {
        findings.wrong(
            "erasures are deleted before events of "
                + name
                + ": a job that reads them again would bring members back",
            "set retention.ms=" + TopicSettings.ERASURES_MS + " on " + Topics.ERASURES);
      }
    }
  }
}

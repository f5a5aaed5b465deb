package io.playhead.deploy.setup;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Servers;
import io.playhead.deploy.local.TopicSetup;
import io.playhead.schemas.SchemaRegistration;
import io.playhead.schemas.SubjectState;
import io.playhead.schemas.SubjectSurvey;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything first, refuses if any of it cannot be made, and only then makes what is
 * missing. What is there is left as it is, and what differs is said. Run again, it makes nothing.
 */
public final class Setup {
  private final SetupOptions options;

  /** For one Kafka and one registry. */
  public Setup(SetupOptions options) {
    this.options = options;
  }

  /**
   * Runs it; throws a {@link CommandFailure} before anything is made, where something cannot be.
   */
  public SetupFigures run() {
    Servers.requireUp(options.bootstrap(), options.registryUrl(), options.clients());
    SubjectSurvey survey = new SubjectSurvey(options.registryUrl(), options.clients());
    List<SubjectState> subjects = Topics.all().stream().map(survey::of).toList();
    requireAccepted(subjects);
    try (TopicSurvey broker = new TopicSurvey(options.bootstrap(), options.clients())) {
      Map<String, ExistingTopic> existing = broker.existing(Topics.all());
      List<Topic> missing =
          Topics.all().stream().filter(topic -> !existing.containsKey(topic.name())).toList();
      broker.make(missing, options, true);
      if (!options.dryRun()) {
        broker.make(missing, options, false);
      }
      return SetupFigures.of(options.dryRun(), topics(existing), schemas(subjects));
    }
  }

  private void requireAccepted(List<SubjectState> subjects) {
    for (SubjectState subject : subjects) {
      if (!subject.refusals().isEmpty()) {
        throw CommandFailure.badInput(
            ("the registry at %s would refuse today's schema of %s (%s): nothing was made; move the"
                    + " old schemas away, or name a registry of its own")
                .formatted(
                    options.registryUrl(),
                    subject.topic().subject(),
                    String.join("; ", subject.refusals())));
      }
    }
  }

  private List<SetupItem> topics(Map<String, ExistingTopic> existing) {
    List<SetupItem> items = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      ExistingTopic found = existing.get(topic.name());
      items.add(found == null ? newTopic(topic) : existingTopic(topic, found, existing));
    }
    return items;
  }

  private SetupItem newTopic(Topic topic) {
    String copies =
        options.replication() == null ? "the broker's default" : options.replication().toString();
    return new SetupItem(
        topic.name(),
        made(),
        "partitions %d, copies %s"
            .formatted(TopicSetup.partitions(topic, options.partitions()), copies),
        List.of());
  }

  private SetupItem existingTopic(
      Topic topic, ExistingTopic found, Map<String, ExistingTopic> existing) {
    List<Difference> differences = new ArrayList<>(TopicDifferences.of(topic, found, options));
    if (topic.name().equals(Topics.ERASURES)) {
      differences.addAll(
          TopicDifferences.sideBySide(existing.get(Topics.INTERACTION_TOKENS), found));
    }
    return new SetupItem(
        topic.name(),
        SetupState.THERE,
        "partitions %d, copies %d".formatted(found.partitions(), found.replication()),
        differences);
  }

  private List<SetupItem> schemas(List<SubjectState> subjects) {
    SchemaRegistration registration =
        new SchemaRegistration(options.registryUrl(), options.clients());
    return subjects.stream().map(subject -> schema(subject, registration)).toList();
  }

  private SetupItem schema(SubjectState subject, SchemaRegistration registration) {
    Integer id = subject.id();
    SetupState state = id == null ? made() : SetupState.THERE;
    if (state == SetupState.MADE) {
      id =
          subject.versionCount() == 0
              ? registration.register(subject.topic())
              : registration.registerVersion(subject.topic());
    }
    return new SetupItem(
        subject.topic().subject(),
        state,
        id == null ? "version " + (subject.versionCount() + 1) : "id " + id,
        SchemaDifferences.of(subject, options.registryUrl()));
  }

  private SetupState made() {
    return options.dryRun() ? SetupState.WOULD_BE_MADE : SetupState.MADE;
  }
}

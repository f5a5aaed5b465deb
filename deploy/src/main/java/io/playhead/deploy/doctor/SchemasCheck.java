package io.playhead.deploy.doctor;

import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaRegistration;
import io.playhead.schemas.SubjectState;
import io.playhead.schemas.SubjectSurvey;
import io.playhead.schemas.Topics;
import java.util.List;

/** The registry answers and has what this version reads and writes. */
final class SchemasCheck implements Check {
  @Override
  public String name() {
    return "schemas";
  }

  @Override
  public List<Finding> look(LiveSystem system) {
    String url = system.options().registryUrl();
    Findings findings = new Findings(name());
    List<SubjectState> registered;
    try {
      RegistrySchemaIds.check(url, LiveSystem.ANSWER_LIMIT, system.kafka().clients());
      SubjectSurvey survey = new SubjectSurvey(url, system.kafka().clients());
      registered = Topics.all().stream().map(survey::of).toList();
    } catch (RegistryUnreachableException e) {
      return findings
          .wrong(
              "the registry at " + url + " does not answer",
              "start it, or correct --registry; a job that runs waits for it")
          .all();
    }
    registered.forEach(schema -> look(schema, findings));
    return findings.or("all are registered and read what was written before");
  }

  private static void look(SubjectState schema, Findings findings) {
    String subject = schema.topic().subject();
    if (!schema.refusals().isEmpty()) {
      findings.wrong(
          subject
              + " holds a schema that this version's does not fit: "
              + schema.refusals().get(0).replaceAll("\\s+", " "),
          "run the version that registered it, or register under another registry");
    } else if (schema.id() == null) {
      findings.wrong(
          "today's schema is not registered under " + subject,
          "register it: 'playhead setup' does");
    } else if (!SchemaRegistration.COMPATIBILITY.equals(schema.compatibility())) {
      findings.warn(
          subject
              + " is held to "
              + (schema.compatibility() == null ? "no rule of its own" : schema.compatibility())
              + ", so a later schema may not read what is on the topic",
          "set its compatibility to "
              + SchemaRegistration.COMPATIBILITY
              + ": 'playhead run --prepare' does");
    }
  }
}

package io.playhead.deploy.doctor;

import io.playhead.schemas.RegisteredSchema;
import io.playhead.schemas.RegisteredSchemas;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaRegistration;
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
    List<RegisteredSchema> registered;
    try {
      RegistrySchemaIds.check(url, LiveSystem.ANSWER_LIMIT);
      registered = new RegisteredSchemas(url).all();
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

  private static void look(RegisteredSchema schema, Findings findings) {
    String subject = schema.topic().subject();
    if (!schema.conflicts().isEmpty()) {
      findings.wrong(
          subject
              + " holds a schema that this version's does not fit: "
              + schema.conflicts().get(0).replaceAll("\\s+", " "),
          "run the version that registered it, or register under another registry");
    } else if (!schema.isRegistered()) {
      findings.wrong(
          "today's schema is not registered under " + subject,
          "register it: 'playhead run --prepare' does");
    } else if (!schema.compatibility().equals(SchemaRegistration.COMPATIBILITY)) {
      findings.warn(
          subject
              + " is held to "
              + (schema.compatibility().isEmpty() ? "no rule of its own" : schema.compatibility())
              + ", so a later schema may not read what is on the topic",
          "set its compatibility to "
              + SchemaRegistration.COMPATIBILITY
              + ": 'playhead run --prepare' does");
    }
  }
}

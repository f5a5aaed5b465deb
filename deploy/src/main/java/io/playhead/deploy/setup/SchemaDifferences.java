package io.playhead.deploy.setup;

import io.playhead.schemas.SchemaRegistration;
import io.playhead.schemas.SubjectState;
import java.util.List;
import java.util.Set;

/** How a subject that is there differs from one that setup makes. Stateless. */
final class SchemaDifferences {
  /** Rules under which today's readers read everything that is still on a topic. */
  private static final Set<String> STRONG =
      Set.of(SchemaRegistration.COMPATIBILITY, "FULL_TRANSITIVE");

  private SchemaDifferences() {}

  /** Of one subject; a new one has none. */
  static List<Difference> of(SubjectState subject, String registryUrl) {
    String found = subject.compatibility();
    if (subject.versionCount() == 0 || found != null && STRONG.contains(found)) {
      return List.of();
    }
    return List.of(
        new Difference(
            "compatibility",
            SchemaRegistration.COMPATIBILITY,
            found == null ? "the registry's default" : found,
            found != null,
            "a schema might be registered that cannot read what is still on the topic; changed by"
                + " PUT "
                + registryUrl
                + "/config/"
                + subject.topic().subject()
                + " with {\"compatibility\":\""
                + SchemaRegistration.COMPATIBILITY
                + "\"}"));
  }
}

package io.playhead.deploy;

import io.playhead.deploy.access.AccessList;
import io.playhead.deploy.access.AclCommands;
import io.playhead.deploy.access.AclWriter;
import io.playhead.deploy.access.Names;
import io.playhead.deploy.access.Right;
import io.playhead.deploy.access.Role;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead acls}: what each process may do on Kafka, and no more. */
@Command(
    name = "acls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints the least rights that each process needs on Kafka, as lines of kafka-acls.sh; or"
            + " gives them.")
final class AclsCommand implements Callable<Integer> {
  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "job, view, release, record, prepare (makes topics), setup, forget, doctor, events,"
              + " catalogue, erasures or pages (who follows the topic); may be given several times. Default: all.")
  private List<String> roles = List.of();

  @Option(
      names = "--principal-prefix",
      defaultValue = "User:playhead-",
      paramLabel = "PREFIX",
      description = "A role's principal is this and the role's name. Default: ${DEFAULT-VALUE}.")
  private String principalPrefix;

  @Option(
      names = "--group",
      defaultValue = "playhead",
      paramLabel = "ID",
      description = "The job's, as run has it. Default: ${DEFAULT-VALUE}.")
  private String group;

  @Option(
      names = "--exactly-once",
      description = "The job runs with --delivery exactly-once, so it needs transactions.")
  private boolean exactlyOnce;

  @Option(
      names = "--application-id",
      defaultValue = "playhead-view",
      paramLabel = "ID",
      description = "The view's, as view has it. Default: ${DEFAULT-VALUE}.")
  private String applicationId;

  @Option(
      names = "--pages-group",
      defaultValue = "my-home-page",
      paramLabel = "ID",
      description = "Of the service that follows the topic. Default: ${DEFAULT-VALUE}.")
  private String pagesGroup;

  @Option(
      names = "--bootstrap",
      defaultValue = "KAFKA:9092",
      paramLabel = "HOST:PORT",
      description = "Kafka bootstrap servers, for the lines and for --apply.")
  private String bootstrap;

  @Mixin private ClientConfigOption clients;

  @Option(
      names = "--apply",
      description = "Give the rights instead of printing lines; as a principal that may.")
  private boolean apply;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the rights as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Map<String, List<Right>> rights = new LinkedHashMap<>();
    Names names = new Names(group, exactlyOnce, applicationId, pagesGroup);
    for (Role role : wanted()) {
      rights.put(principalPrefix + role.label(), AccessList.of(role, names));
    }
    if (apply) {
      apply(rights);
    } else {
      rights.forEach(
          (principal, each) ->
              AclCommands.lines(bootstrap, principal, each).forEach(System.out::println));
    }
    JsonFile.write(json, rights);
    return 0;
  }

  private void apply(Map<String, List<Right>> rights) {
    try (AclWriter writer = new AclWriter(bootstrap, clients.settings())) {
      rights.forEach(
          (principal, each) -> {
            writer.add(principal, each);
            System.out.printf("%s has %d rights%n", principal, each.size());
          });
    }
  }

  private List<Role> wanted() {
    return roles.isEmpty() ? List.of(Role.values()) : roles.stream().map(this::role).toList();
  }

  private Role role(String label) {
    return Arrays.stream(Role.values())
        .filter(role -> role.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.badInput(
                    "--role="
                        + label
                        + " is none; there are "
                        + Arrays.stream(Role.values())
                            .map(Role::label)
                            .collect(Collectors.joining(", "))));
  }
}

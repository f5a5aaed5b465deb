package io.playhead.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.access.AccessList;
import io.playhead.deploy.access.Right;
import io.playhead.deploy.access.Role;
import io.playhead.deploy.local.SecureServers;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.ClientSettings;
import io.playhead.schemas.RegistrySchemaIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Commands, and writes to topics, each as one role with its own rights. Test fixture. */
final class RoleCommands {
  private static final int UNREACHABLE = 3;

  private final SecureServers servers;

  RoleCommands(SecureServers servers) {
    this.servers = servers;
  }

  /** What is run while a right is missing. */
  interface Attempt {
    CapturedCommand get() throws Exception;
  }

  /** Runs {@code playhead} with a command's words and that role's login. */
  CapturedCommand run(Role role, String command, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                command,
                "--bootstrap",
                servers.bootstrap(),
                "--registry",
                servers.registryUrl(),
                "--client-config",
                servers.clientConfig(role).toString()));
    words.addAll(List.of(more));
    return CapturedCommand.run(words.toArray(String[]::new));
  }

  void write(Role role, List<? extends SpecificRecord> records) throws IOException {
    ClientSettings settings = settings(role);
    try (TopicWriter writer =
        new TopicWriter(
            servers.bootstrap(),
            new RegistrySchemaIds(servers.registryUrl(), settings),
            settings)) {
      records.forEach(writer::send);
      writer.flush();
    }
  }

  ClientSettings settings(Role role) throws IOException {
    return ClientSettings.read(servers.clientConfig(role));
  }

  /** Takes the right away that the words name, sees that one sentence says so, gives it back. */
  void refused(Role role, String words, Attempt attempt) throws Exception {
    CapturedCommand ended = without(role, words, attempt);

    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(UNREACHABLE);
    assertThat(ended.output().strip().lines()).as(ended.output()).hasSize(1);
    assertThat(ended.lastLine())
        .contains("does not let this client " + words)
        .contains(servers.bootstrap())
        .contains("playhead acls");
  }

  /** What comes of it while that right is missing. */
  CapturedCommand without(Role role, String words, Attempt attempt) throws Exception {
    List<Right> taken =
        AccessList.of(role, SecureServers.NAMES).stream()
            .filter(right -> words.startsWith(right.operation().name() + " "))
            .filter(right -> words.matches(".* " + right.name() + "[*;]?"))
            .toList();
    assertThat(taken).as(words).hasSize(1);
    servers.take(role, taken);
    try {
      CapturedCommand ended = attempt.get();
      System.out.println("without " + words + ": " + ended);
      return ended;
    } finally {
      servers.give(role, taken);
    }
  }
}

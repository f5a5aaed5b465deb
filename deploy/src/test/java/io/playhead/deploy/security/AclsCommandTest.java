package io.playhead.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.local.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AclsCommandTest {
  @TempDir private Path folder;

  @Test
  void printsWhatTheDocumentShows() throws Exception {
    String document =
        Files.readString(
            Path.of(System.getProperty("playhead.home"), "docs/operations/security.md"));

    List<String> lines = CapturedCommand.run("acls", "--exactly-once").output().lines().toList();

    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(document).contains(String.join("\n", lines));
  }

  @Test
  void namesThingsAsTheInstallationDoes() throws Exception {
    Path json = folder.resolve("acls.json");

    CapturedCommand printed =
        CapturedCommand.run(
            "acls",
            "--role",
            "job",
            "--group",
            "lists",
            "--principal-prefix",
            "User:CN=",
            "--bootstrap",
            "k:1",
            "--json",
            json.toString());

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.output())
        .contains("--bootstrap-server k:1 ")
        .contains("--allow-principal User:CN=job ")
        .contains("--operation Read --resource-pattern-type literal --group lists")
        .doesNotContain("--transactional-id");
    JsonNode rights = new ObjectMapper().readTree(json.toFile()).path("User:CN=job");
    assertThat(rights).hasSize(11);
    assertThat(rights.path(0).path("operation").textValue()).isEqualTo("READ");
  }

  @Test
  void saysWhatItCannotDo() {
    CapturedCommand role = CapturedCommand.run("acls", "--role", "king");
    String nobody = "127.0.0.1:" + Ports.free();
    CapturedCommand away = CapturedCommand.run("acls", "--apply", "--bootstrap", nobody);

    assertThat(role.exitCode()).isEqualTo(2);
    assertThat(role.lastLine()).contains("--role=king is none; there are job, view");
    assertThat(away.exitCode()).isEqualTo(3);
    assertThat(away.lastLine()).contains(nobody).contains("--client-config");
  }
}

package io.playhead.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/operations/deploy.md tells somebody to type. */
class DeployDocTest {
  private static final String LAUNCHER = "deploy/playhead ";

  private final String text = Repository.text(Repository.ROOT.resolve("docs/operations/deploy.md"));

  @Test
  void commandsOfTheLauncherAreUnderstood() {
    List<String> lines =
        text.lines().map(String::strip).filter(line -> line.startsWith(LAUNCHER)).toList();

    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines) {
      Commands.parseLauncher(List.of(line.substring(LAUNCHER.length()).split("\\s+")));
    }
  }

  @Test
  void targetsOfTheImagesAndFoldersAreThere() {
    Dockerfile dockerfile =
        Dockerfile.parse(Repository.text(Repository.IMAGES.resolve("Dockerfile")));
    Matcher targets = Pattern.compile("--target (\\S+)").matcher(text);
    while (targets.find()) {
      assertThat(dockerfile.stages()).containsKey(targets.group(1));
    }
    Matcher folders =
        Pattern.compile("\\| `((base|topics|components|overlays)[a-z0-9/-]*)` \\|").matcher(text);
    int count = 0;
    for (; folders.find(); count++) {
      assertThat(Repository.KUBERNETES.resolve(folders.group(1)).resolve("kustomization.yaml"))
          .isRegularFile();
    }
    assertThat(count)
        .isEqualTo(Repository.files(Repository.KUBERNETES, "kustomization.yaml").size());
  }
}

package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.PropertiesDefaultProvider;

/** One file has every default and its reason; a user's file and the command line go over it. */
class TrainDefaultsTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @Test
  void everyKeyIsAnOptionAndEverySettingHasADefault() {
    Properties defaults = TrainDefaults.with(null);
    CommandLine train = new CommandLine(new TrainCommand());

    for (String key : defaults.stringPropertyNames()) {
      assertThat(train.getCommandSpec().findOption("--" + key)).as(key).isNotNull();
    }
    for (OptionSpec option : new CommandLine(new TrainOptions()).getCommandSpec().options()) {
      assertThat(defaults).containsKey(option.longestName().substring(2));
    }
    for (OptionSpec option : train.getCommandSpec().options()) {
      assertThat(option.defaultValue()).as(option.longestName()).isNull();
    }
  }

  @Test
  void everyDefaultHasAReasonAboveIt() {
    String before = "";
    for (String line : TrainDefaults.text().lines().toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        assertThat(before).as("above " + line).startsWith("# ");
      }
      before = line;
    }
  }

  @Test
  void theCommandLineWinsOverTheFileAndTheFileOverTheDefaults() throws IOException {
    Path file = folder.resolve("my.properties");
    Files.writeString(file, "# ours\nwidth = 32 \nlayers=1\n");
    TrainCommand command = new TrainCommand();
    CommandLine line =
        new CommandLine(command)
            .setDefaultValueProvider(new PropertiesDefaultProvider(TrainDefaults.with(file)));

    line.parseArgs("--recording=r", "--out=o", "--layers=3", "--config=" + file);

    TrainingSettings settings = command.settings(100);
    assertThat(settings.width()).isEqualTo(32);
    assertThat(settings.layers()).isEqualTo(3);
    assertThat(settings.batchTokens()).isEqualTo(3200);
  }

  @Test
  void refusesAFileThatItCannotFollowInOneSentence() throws IOException {
    Path unknown = folder.resolve("unknown.properties");
    Files.writeString(unknown, "width=32\nwitdh=64\n");
    Path malformed = folder.resolve("malformed.properties");
    Files.writeString(malformed, "width=\\u00zz\n");
    Path value = folder.resolve("value.properties");
    Files.writeString(value, "width=wide\n");

    assertRefused("sets witdh, which", "--config", unknown.toString());
    assertRefused("cannot be read as a properties file", "--config", malformed.toString());
    assertRefused("cannot be read", "--config", folder.resolve("nowhere").toString());
    assertRefused("'wide' is not an int", "--config", value.toString());
    assertRefused("--config", "--config");
  }

  @Test
  void printsTheDefaultsAndNothingElse() {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("--print-config")).isZero();
    } finally {
      System.setOut(out);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(TrainDefaults.text());
    assertThat(messages.size()).isZero();
  }

  private void assertRefused(String part, String... words) {
    messages.reset();

    int code = run(words);

    String message = messages.toString(StandardCharsets.UTF_8);
    assertThat(code).as(message).isEqualTo(2);
    assertThat(message.strip().lines()).hasSize(1);
    assertThat(message).startsWith("playhead train: ").contains(part);
  }

  private int run(String... words) {
    List<String> line = new ArrayList<>(List.of("train"));
    line.addAll(List.of("--recording", "r", "--out", folder.resolve("out").toString()));
    line.addAll(List.of(words));
    return TrainCommand.run(
        line.toArray(String[]::new), new PrintStream(messages, true, StandardCharsets.UTF_8));
  }
}

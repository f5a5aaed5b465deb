package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.PlayheadCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class DayBenchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--members 9 | --members=9 must be at least 10",
        "--tokens 0 | --tokens=0 must be at least 1",
        "--events 999 | --events=999 must be between 1000 and 86400000",
        "--events 86400001 | --events=86400001 must be between",
        "--cache-mb 0 | --cache-mb=0 must be at least 1",
        "--rounds 3 | leave --rounds out",
        "--events 1000 --members 10000 | would begin before 1970",
        "--bundle no-such-folder | no-such-folder",
      })
  void refusesWhatItCannotMeasureInOneSentenceBeforeAnythingStarts(String options, String said) {
    List<String> words = new ArrayList<>(List.of("bench", "day"));
    words.addAll(List.of(options.split(" ")));
    PrintStream before = System.err;
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    int exitCode;
    try {
      System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
      exitCode = PlayheadCommand.run(words.toArray(String[]::new));
    } finally {
      System.setErr(before);
    }

    assertThat(exitCode).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains(said);
  }

  @Test
  void missesEventsThatAreNowhere() {
    DayAccount account =
        new DayAccount(1_000, 970, 10, 10, Map.of("too-late", 12L, "missing-title", 5L), Map.of());

    assertThat(account.lost()).isEqualTo(3);
  }
}

package io.playhead.inference;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.window.BegunTitles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file has every default and its reason; a user's file lies over it, or is refused. */
class RulesFileTest {
  @TempDir Path folder;

  @Test
  void theShippedFileIsTheDefaults() {
    PageRules rules = PageRules.DEFAULT;

    assertThat(RulesFile.parse("{}")).isEqualTo(rules);
    assertThat(RulesFile.parse(RulesFile.defaultsText())).isEqualTo(rules);
    assertThat(rules.topPicks()).isEqualTo(50);
    assertThat(rules.recentTokens()).isEqualTo(BegunTitles.RECENT_TOKENS);
    assertThat(rules.resumeFrom()).as("as in training").isEqualTo(BegunTitles.FROM);
    assertThat(rules.resumeBelow()).as("as in training").isEqualTo(BegunTitles.BELOW);
    assertThat(rules.titles().blockedTitles()).isEmpty();
    assertThat(rules.titles().ageRatings().unratedAllowed()).isFalse();
  }

  @Test
  void everyDefaultHasAReasonAboveIt() {
    List<String> keys = new ArrayList<>();
    String before = "";
    for (String line : RulesFile.defaultsText().lines().toList()) {
      if (line.startsWith("  \"")) {
        boolean isSecondOfTwo = before.startsWith("  \"resumeFrom");
        assertThat(isSecondOfTwo || before.startsWith("  // ")).as("above " + line).isTrue();
        keys.add(line.strip().split("\"")[1]);
      }
      before = line;
    }
    assertThat(keys).hasSize(17).doesNotHaveDuplicates();
  }

  @Test
  void replacesWhatTheFileNamesAndNothingElse() throws IOException {
    Path file = folder.resolve("rules.json");
    Files.writeString(
        file,
        """
        {
          // ours
          "topPicks": 20,
          "rowOrder": ["continue-watching"],
          "blockedTitles": ["t1", "a, b"],
          "rowKinds": {"new-for-you": ["movie"]},
          "ageRatings": {"*": [["low"], ["high", "higher"]], "DE": [["0"], ["18"]]}
        }
        """);

    PageRules rules = RulesFile.read(file);

    assertThat(rules.topPicks()).isEqualTo(20);
    assertThat(rules.newForYou()).isEqualTo(10);
    assertThat(rules.rowOrder()).containsExactly("continue-watching");
    assertThat(rules.titles().blockedTitles()).containsExactly("a, b", "t1");
    assertThat(rules.titles().rowKinds().get("new-for-you")).containsExactly("movie");
    assertThat(rules.titles().ageRatings().order().keySet()).containsExactly("*", "DE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"topPick\":1};there is no rule topPick; ",
        "{\"topPicks\":0};topPicks=0 must lie between 1 and 10000",
        "{\"topPicks\":1.5};topPicks=1.5 must be a whole number",
        "{\"topPicks\":99999999999};topPicks=99999999999 must be a whole number",
        "{\"topPicks\":null};topPicks=null must be a whole number",
        "{\"continueWatching\":33};continueWatching=33 must lie between 0 and 32",
        "{\"becauseYouWatched\":101};becauseYouWatched=101 must lie between 0 and 100",
        "{\"newForYou\":-1};newForYou=-1 must lie between 0 and 100",
        "{\"newDays\":3651};newDays=3651 must lie between 0 and 3650",
        "{\"recentTokens\":33};recentTokens=33 must lie between 0 and 32",
        "{\"resumeFrom\":0.96};resumeBelow=0.95 must lie between 0.96 and 1.0",
        "{\"resumeBelow\":1.1};resumeBelow=1.1 must lie between 0.05 and 1.0",
        "{\"becauseAbove\":1.1};becauseAbove=1.1 must lie between -1.0 and 1.0",
        "{\"becauseTitles\":\"8\"};becauseTitles=\"8\" must be a whole number",
        "{\"excludeWatched\":\"yes\"};excludeWatched=\"yes\" must be true or false",
        "{\"rowOrder\":[\"top\"]};rowOrder names the row 'top', and there are top-picks, continue",
        "{\"rowOrder\":[\"top-picks\",\"top-picks\"]};must name each row once",
        "{\"rowKinds\":{\"new\":[]}};rowKinds names the row 'new'",
        "{\"rowKinds\":[]};rowKinds=[] must be an object",
        "{\"blockedTitles\":\"t1\"};blockedTitles=\"t1\" must be a list of names",
        "{\"blockedTitles\":[1]};blockedTitles=[1] must be a list of names",
        "{\"ageRatings\":{\"DE\":[[\"0\"]]}};ageRatings has orders of [DE] and none of *",
        "{\"ageRatings\":{\"*\":[],\"de\":[]}};the country 'de', which is neither",
        "{\"ageRatings\":{\"*\":[[\"R\"],[\"r \"]]}};ageRatings.* has the rating 'r ' blank or twice",
        "{\"ageRatings\":{\"*\":[\"R\"]}};ageRatings.*=\"R\" must be a list of names",
        "{\"topPicks\":1,\"topPicks\":2};line 1 is no JSON: Duplicate field 'topPicks'",
        "{} {};line 1 is no JSON",
        "[];it holds no JSON object",
        "'';it holds no JSON object"
      })
  void refusesWhatItCannotFollowInOneSentence(String json, String part) throws IOException {
    Path file = folder.resolve("rules.json");
    Files.writeString(file, json);

    assertThatThrownBy(() -> RulesFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rules file " + file + ": ")
        .hasMessageContaining(part)
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(1));
  }

  @Test
  void anOrderHasAHundredLevelsAtMost() {
    String order = IntStream.range(0, 100).mapToObj(i -> "[\"" + i + "\"]").collect(joining(","));

    assertThat(RulesFile.parse("{\"ageRatings\":{\"*\":[" + order + "]}}")).isNotNull();
    assertThatThrownBy(() -> RulesFile.parse("{\"ageRatings\":{\"*\":[[]," + order + "]}}"))
        .hasMessage("ageRatings.* has 101 levels, more than 100");
  }

  @Test
  void refusesAFileThatCannotBeRead() throws IOException {
    Path latin1 = folder.resolve("latin1.json");
    Files.write(latin1, "{\"hiddenKinds\":[\"\u00fc\"]}".getBytes(StandardCharsets.ISO_8859_1));

    for (Path file : List.of(folder.resolve("nowhere.json"), folder, latin1)) {
      assertThatThrownBy(() -> RulesFile.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rules file " + file + " cannot be read");
    }
  }

  @Test
  void equalRulesHaveOneIdAndOthersAnother() throws Exception {
    PageRules one = RulesFile.parse("{\"blockedTitles\":[\"b\",\"a\"],\"topPicks\":20}");
    PageRules same = RulesFile.parse("{\"topPicks\":20, \"blockedTitles\":[\"a\",\"b\",\"a\"]}");
    // Two of one hash code: where they stand in a hash set depends on who came first.
    String first = RulesFile.parse("{\"hiddenKinds\":[\"Aa\",\"BB\"]}").id();
    String second = RulesFile.parse("{\"hiddenKinds\":[\"BB\",\"Aa\"]}").id();
    PageRules other = RulesFile.parse("{\"topPicks\":20,\"blockedTitles\":[\"a\"]}");

    assertThat(one.id()).matches("[0-9a-f]{12}").isEqualTo(same.id());
    assertThat(first).isEqualTo(second);
    assertThat(other.id()).isNotEqualTo(one.id());
    assertThat(RulesFile.parse("{\"unratedAllowed\":true}").id())
        .isNotEqualTo(PageRules.DEFAULT.id());
    assertThat(sent(one)).as("as Flink sends it to its tasks").isEqualTo(one);
    assertThat(sent(one).id()).isEqualTo(one.id());
  }

  private static PageRules sent(PageRules rules) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(rules);
    }
    byte[] written = bytes.toByteArray();
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written))) {
      return (PageRules) in.readObject();
    }
  }
}

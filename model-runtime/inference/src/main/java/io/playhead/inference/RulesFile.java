package io.playhead.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page's rules as a person writes them: JSON with comments, whose keys replace those of the
 * defaults, rules.json. What it cannot follow it refuses in one sentence, an {@link
 * IllegalArgumentException}. Stateless.
 */
public final class RulesFile {
  private static final String DEFAULTS = "rules.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RulesFile() {}

  /** The rules in {@code file}, the defaults where it says nothing. */
  public static PageRules read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) { // Also where it is not UTF-8.
      throw new IllegalArgumentException("rules file " + file + " cannot be read: " + e, e);
    }
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rules file " + file + ": " + e.getMessage(), e);
    }
  }

  /** The default rules with a reason for each. */
  public static String defaultsText() {
    try (InputStream in = RulesFile.class.getResourceAsStream(DEFAULTS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PageRules defaults() {
    return rules(tree(defaultsText()));
  }

  static PageRules parse(String text) {
    ObjectNode all = tree(defaultsText());
    ObjectNode own = tree(text);
    for (String key : (Iterable<String>) own::fieldNames) {
      if (!all.has(key)) {
        throw new IllegalArgumentException(
            "there is no rule " + key + "; 'run --print-rules' prints those that there are");
      }
    }
    all.setAll(own);
    return rules(all);
  }

  private static ObjectNode tree(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("it holds no JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line " + e.getLocation().getLineNr() + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static PageRules rules(ObjectNode tree) {
    RulesReader in = new RulesReader(tree);
    return new PageRules(
        in.whole("topPicks"),
        in.whole("continueWatching"),
        in.whole("becauseYouWatched"),
        in.whole("newForYou"),
        in.whole("newDays"),
        in.whole("recentTokens"),
        in.number("resumeFrom"),
        in.number("resumeBelow"),
        in.whole("becauseTitles"),
        in.number("becauseAbove"),
        in.flag("excludeWatched"),
        in.names("rowOrder"),
        new TitleRules(
            in.set("blockedTitles"),
            in.set("hiddenKinds"),
            in.sets("rowKinds"),
            new AgeRatings(in.orders("ageRatings"), in.flag("unratedAllowed"))));
  }
}

package io.playhead.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema of {@code openapi.yaml} that JSON is held against: its fields, which of them must be
 * there, and of what kind they are. Reads the document's own way of writing, no other YAML.
 */
public final class OpenApiSchema {
  private static final Pattern PROPERTY = Pattern.compile(" {8}(\\w+):(?: \\{(.*)})?");
  private static final Pattern REQUIRED = Pattern.compile(" {6}required: \\[(.*)]");
  private static final Pattern TYPE = Pattern.compile("type: (\\w+)");
  private static final Pattern FORMAT = Pattern.compile("format: ([\\w-]+)");
  private static final Pattern WORDS = Pattern.compile("enum: \\[(.*?)]");
  private static final Pattern SCHEMA = Pattern.compile("#/components/schemas/(\\w+)'");

  private final String name;
  private final List<String> required = new ArrayList<>();
  private final Map<String, String> properties = new LinkedHashMap<>();

  private OpenApiSchema(String name) {
    this.name = name;
  }

  /** The schema of that name. */
  public static OpenApiSchema of(String name) {
    OpenApiSchema schema = new OpenApiSchema(name);
    boolean inside = false;
    String property = null;
    for (String line : document().substring(document().indexOf("\n  schemas:\n")).split("\n")) {
      if (line.matches(" {4}\\w+:")) {
        inside = line.strip().equals(name + ":");
      } else if (inside) {
        property = schema.read(line, property);
      }
    }
    assertThat(schema.properties).as("schema %s", name).isNotEmpty();
    return schema;
  }

  /** Takes one line of it; the property that the next lines belong to. */
  private String read(String line, String property) {
    Matcher fields = REQUIRED.matcher(line);
    if (fields.matches()) {
      required.addAll(List.of(fields.group(1).split(", ")));
    }
    Matcher field = PROPERTY.matcher(line);
    if (field.matches()) {
      properties.put(field.group(1), field.group(2) == null ? "" : field.group(2));
      return field.group(1);
    }
    if (property != null) {
      properties.merge(property, line.strip(), (before, more) -> before + "\n" + more);
    }
    return property;
  }

  private static String document() {
    try (InputStream in =
        OpenApiSchema.class.getResourceAsStream("/io/playhead/view/openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless that JSON is of this schema, and holds no field besides. */
  public void check(JsonNode json) {
    assertThat(json.isObject()).as("%s is an object: %s", name, json).isTrue();
    List<String> fields = new ArrayList<>();
    json.fieldNames().forEachRemaining(fields::add);
    assertThat(fields).as("fields of %s", name).doesNotHaveDuplicates().containsAll(required);
    assertThat(properties.keySet()).as("properties of %s", name).containsAll(fields);
    fields.forEach(field -> check(name + "." + field, properties.get(field), json.get(field)));
  }

  private static void check(String what, String property, JsonNode value) {
    if (property.contains("nullable: true") && value.isNull()) {
      return;
    }
    Matcher schema = SCHEMA.matcher(property);
    Matcher type = TYPE.matcher(property);
    if (property.startsWith("$ref") && schema.find()) {
      OpenApiSchema.of(schema.group(1)).check(value);
      return;
    }
    assertThat(type.find()).as("%s has a type", what).isTrue();
    assertThat(isOf(type.group(1), value))
        .as("%s is of type %s: %s", what, type.group(1), value)
        .isTrue();
    checkText(what, property, value);
    if (value.isArray()) {
      boolean ofSchema = schema.find();
      boolean ofStrings = property.contains("items: {type: string}");
      for (JsonNode item : value) {
        if (ofSchema) {
          OpenApiSchema.of(schema.group(1)).check(item);
        } else if (ofStrings) {
          assertThat(item.isTextual()).as("%s holds text: %s", what, item).isTrue();
        }
      }
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> false;
    };
  }

  private static void checkText(String what, String property, JsonNode value) {
    Matcher format = FORMAT.matcher(property);
    if (value.isTextual() && format.find()) {
      if (format.group(1).equals("date-time")) {
        assertThat(Instant.parse(value.textValue())).as(what).isNotNull();
      } else {
        assertThat(LocalDate.parse(value.textValue())).as(what).isNotNull();
      }
    }
    Matcher words = WORDS.matcher(property);
    if (words.find()) {
      assertThat(words.group(1).split(", ")).as(what).contains(value.textValue());
    }
  }
}

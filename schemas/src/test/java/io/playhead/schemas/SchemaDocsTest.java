package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schema must say about itself. */
class SchemaDocsTest {
  static List<Topic> topics() {
    return Topics.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void namesItsTopicAndKey(Topic topic) {
    assertThat(topic.schema().getDoc())
        .contains("Topic " + topic.name() + ", key " + topic.keyDoc().replace("key as", "as"));
    assertThat(topic.schema().getDoc().contains("compacted")).isEqualTo(topic.compacted());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyTypeAndFieldHasADoc(Topic topic) {
    for (Schema type : namedTypes(topic.schema())) {
      assertThat(type.getDoc()).as("doc of %s", type.getFullName()).isNotBlank();
      if (type.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : type.getFields()) {
          assertThat(field.doc()).as("doc of %s.%s", type.getName(), field.name()).isNotBlank();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyEnumHasADefaultForSymbolsToCome(Topic topic) {
    for (Schema type : namedTypes(topic.schema())) {
      if (type.getType() == Schema.Type.ENUM) {
        assertThat(type.getEnumDefault()).as("default of %s", type.getName()).isEqualTo("UNKNOWN");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void whatMayBeNullIsNullByDefault(Topic topic) {
    for (Schema type : namedTypes(topic.schema())) {
      if (type.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : type.getFields()) {
          if (field.schema().isNullable()) {
            assertThat(field.defaultVal())
                .as("default of %s.%s", type.getName(), field.name())
                .isEqualTo(JsonProperties.NULL_VALUE);
          }
        }
      }
    }
  }

  private static List<Schema> namedTypes(Schema schema) {
    List<Schema> found = new ArrayList<>();
    collect(schema, found);
    return found;
  }

  private static void collect(Schema schema, List<Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        found.add(schema);
        schema.getFields().forEach(field -> collect(field.schema(), found));
      }
      case ENUM, FIXED -> found.add(schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
      default -> {}
    }
  }
}

package io.playhead.deploy.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newer writer's record has, and a recording would lose. */
class UnknownFieldsTest {
  private static final String INNER = record("Inner", field("x", "\"int\""));
  private static final String INNER_MORE =
      record("Inner", field("x", "\"int\""), field("y", "\"int\""));

  record Case(String what, String writer, String reader, List<String> unknown) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> cases() {
    String one = record("R", field("a", "\"int\""));
    String two = record("R", field("a", "\"int\""), field("b", "\"string\""));
    return Stream.of(
        new Case("the same", two, two, List.of()),
        new Case("an older writer", one, two, List.of()),
        new Case("a newer writer", two, one, List.of("b")),
        new Case("inside a record", of(INNER_MORE), of(INNER), List.of("in.y")),
        new Case(
            "inside what may be null", of(orNull(INNER_MORE)), of(orNull(INNER)), List.of("in.y")),
        new Case("what may be null by now", of(INNER_MORE), of(orNull(INNER)), List.of("in.y")),
        new Case("what might have been null", of(orNull(INNER_MORE)), of(INNER), List.of("in.y")),
        new Case("inside an array", of(array(INNER_MORE)), of(array(INNER)), List.of("in.y")),
        new Case("inside a map", of(map(INNER_MORE)), of(map(INNER)), List.of("in.y")),
        new Case(
            "a field with an alias",
            two,
            record(
                "R",
                field("a", "\"int\""),
                "{\"name\":\"c\",\"type\":\"string\",\"aliases\":[\"b\"]}"),
            List.of()),
        new Case(
            "a record that holds itself",
            record("R", field("next", "[\"null\",\"R\"]"), field("z", "\"int\"")),
            record("R", field("next", "[\"null\",\"R\"]")),
            List.of("z")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesTheFieldsThatTheReaderLacks(Case each) {
    assertThat(UnknownFields.of(schema(each.writer), schema(each.reader)))
        .containsExactlyElementsOf(each.unknown);
  }

  static List<Topic> topics() {
    return Topics.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyTopicKnowsItsOwnSchema(Topic topic) {
    assertThat(UnknownFields.of(topic.schema(), topic.schema())).isEmpty();
  }

  @Test
  void refusesAValueOfANewerWriterInOneSentence() {
    Schema today = Topics.of(Topics.FEEDBACK_EVENTS).schema();
    WriterSchemas schemas = new WriterSchemas(ids(today, with(today, "mood")));
    byte[] known = WireFormat.encode(1, new byte[0]);
    byte[] newer = WireFormat.encode(2, new byte[0]);

    assertThatCode(() -> schemas.requireKnown(Topics.FEEDBACK_EVENTS, known))
        .doesNotThrowAnyException();

    assertThatThrownBy(() -> schemas.requireKnown(Topics.FEEDBACK_EVENTS, newer))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("feedback-events carries records of schema id 2, whose fields mood ");
  }

  static Schema with(Schema record, String field) {
    List<Schema.Field> fields = new ArrayList<>();
    record.getFields().forEach(each -> fields.add(new Schema.Field(each, each.schema())));
    fields.add(new Schema.Field(field, Schema.create(Schema.Type.STRING), "Newer.", ""));
    return Schema.createRecord(
        record.getName(), record.getDoc(), record.getNamespace(), false, fields);
  }

  /** With ids from 1. */
  private static SchemaIds ids(Schema... schemas) {
    return new SchemaIds() {
      @Override
      public int idOf(String topic) {
        return 1;
      }

      @Override
      public Schema schemaOf(int id) {
        return schemas[id - 1];
      }
    };
  }

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json);
  }

  private static String record(String name, String... fields) {
    return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[%s]}"
        .formatted(name, String.join(",", fields));
  }

  private static String field(String name, String type) {
    return "{\"name\":\"%s\",\"type\":%s}".formatted(name, type);
  }

  private static String of(String type) {
    return record("Outer", field("in", type));
  }

  private static String orNull(String type) {
    return "[\"null\"," + type + "]";
  }

  private static String array(String items) {
    return "{\"type\":\"array\",\"items\":" + items + "}";
  }

  private static String map(String values) {
    return "{\"type\":\"map\",\"values\":" + values + "}";
  }
}

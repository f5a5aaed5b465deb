package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void findsEveryTopicByItsName() {
    for (Topic topic : Topics.all()) {
      assertThat(Topics.of(topic.name())).isSameAs(topic);
      assertThat(topic.subject()).isEqualTo(topic.name() + "-value");
    }
    assertThat(Topics.all().stream().map(Topic::name)).doesNotHaveDuplicates().hasSize(10);
  }

  @Test
  void refusesATopicThatIsNone() {
    assertThatThrownBy(() -> Topics.of("title"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no topic \"title\"")
        .hasMessageContaining("titles");
  }

  @Test
  void registersTheSchemaWithoutJavasStringType() {
    for (Topic topic : Topics.all()) {
      String generated = SpecificData.get().getSchema(topic.type()).toString();

      assertThat(topic.schema().toString()).doesNotContain("avro.java.string");
      assertThat(
              generated
                  .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                  .replace(",\"avro.java.string\":\"String\"", ""))
          .isEqualTo(topic.schema().toString());
    }
  }
}

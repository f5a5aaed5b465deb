package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Titles in state: blocks of them, and what older versions left. */
@Timeout(60)
class ServedTitlesTest {
  private DefaultOperatorStateBackend state;

  @BeforeEach
  void open() throws Exception {
    state =
        new DefaultOperatorStateBackendBuilder(
                getClass().getClassLoader(),
                new ExecutionConfig(),
                false,
                List.of(),
                new CloseableRegistry())
            .build();
  }

  @AfterEach
  void close() throws Exception {
    state.close();
  }

  private static byte[] wire(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(ServedTitles titles) throws Exception {
    return titles.all().stream()
        .map(wire -> new String(wire, StandardCharsets.UTF_8))
        .sorted()
        .toList();
  }

  @Test
  void whatWasWrittenIsThereForWhoeverOpensTheStateNext() throws Exception {
    ServedTitles before = new ServedTitles(state, null);
    for (int i = 0; i < 1_000; i++) {
      before.put("t" + i, wire("first " + i));
    }
    before.writeAll();
    before.put("t3", wire("second 3"));
    before.remove("t4");
    before.remove("never there");
    before.put("new", wire("new"));
    before.writeAll();

    List<String> after = texts(new ServedTitles(state, null));

    assertThat(after).hasSize(1_000).contains("second 3", "new", "first 999");
    assertThat(after).doesNotContain("first 3", "first 4");
  }

  @Test
  void changesAreSeenBeforeTheyAreWritten() throws Exception {
    ServedTitles titles = new ServedTitles(state, null);
    titles.put("a", wire("1"));
    titles.put("b", wire("2"));
    titles.remove("a");

    assertThat(texts(titles)).containsExactly("2");
  }

  @Test
  void singleTitlesOfAnOlderVersionMoveIntoBlocks() throws Exception {
    BroadcastState<String, byte[]> single =
        state.getBroadcastState(
            new MapStateDescriptor<>(
                "titles", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    single.put("a", wire("1"));
    single.put("b", wire("2"));

    ServedTitles titles = new ServedTitles(state, null);
    titles.put("b", wire("3"));
    titles.writeAll();

    assertThat(single.entries()).isEmpty();
    assertThat(texts(new ServedTitles(state, null))).containsExactly("1", "3");
  }

  @Test
  void titlesThatAreAlikeTakeLittle() {
    Map<String, byte[]> titles = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      titles.put("title-" + i, wire("a film of the genres drama and comedy, in English, no " + i));
    }

    byte[] block = TitleBlock.encode(titles);

    assertThat(block.length).isLessThan(40 * 70 / 3);
    assertThat(TitleBlock.decode(block).keySet()).isEqualTo(titles.keySet());
  }

  @Test
  void aBlockHasTheseBytes() {
    Map<String, byte[]> titles = new TreeMap<>(Map.of("b", wire("xyz"), "a", wire("")));

    byte[] block = TitleBlock.encode(titles);

    assertThat(TitleBlock.decode(block)).containsOnlyKeys("a", "b").containsEntry("b", wire("xyz"));
    byte[] plain = HexFormat.of().parseHex("01" + "00016100000000" + "0001620000000378797a");
    assertThat(TitleBlock.decode(plain))
        .as("version 1")
        .containsOnlyKeys("a", "b")
        .containsEntry("b", wire("xyz"));
    assertThat(TitleBlock.of("title-1")).as("never another").isEqualTo(252);
    block[0] = 9;
    assertThatThrownBy(() -> TitleBlock.decode(block)).hasMessageContaining("version 9");
  }
}

package io.playhead.view.store;

import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Which topic fills which store.
 *
 * <pre>
 *   recommendations ------> pages     by member            with changelog and standbys
 *   interaction-tokens --+> tokens    by member            with changelog and standbys
 *   erasures ------------+  watched   by country, title    with changelog and standbys
 *                        +> popular topic --> popular      every instance has all of it
 *   titles ---------------> titles                         every instance has all of it
 * </pre>
 */
public final class ViewTopology {
  /** Member id to {@link StoredPage}. */
  public static final String PAGES = "pages";

  /** Member id to {@link RecentTokens}. */
  public static final String TOKENS = "tokens";

  /** Title id to {@link StoredTitle}. */
  public static final String TITLES = "titles";

  /** Country and title to how often it was watched lately. */
  static final String WATCHED = "watched";

  /** Country and partition to its most watched titles. */
  static final String POPULAR = "popular";

  /** By store that has a changelog, the topic whose partitions it has. */
  public static final Map<String, String> CHANGELOGS =
      Map.of(
          PAGES, Topics.RECOMMENDATIONS,
          TOKENS, Topics.INTERACTION_TOKENS,
          WATCHED, Topics.INTERACTION_TOKENS);

  /**
   * Of pages as large as recommendations takes; who is forgotten is gone from disk within a day.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          "max.message.bytes", Integer.toString(16 << 20),
          "max.compaction.lag.ms", Long.toString(TimeUnit.HOURS.toMillis(12)));

  private ViewTopology() {}

  /**
   * The topology.
   *
   * @param popularTopic the view's own topic of what is popular, compacted; there already
   */
  public static Topology of(
      String popularTopic,
      SchemaIds ids,
      PageListener listener,
      NewestEvent newestEvent,
      RecordCounts counts,
      OwnedPages owned) {
    Topology topology = new Topology();
    source(topology, Topics.RECOMMENDATIONS);
    topology.addProcessor(
        PAGES,
        () -> new PageProcessor(ids, listener, newestEvent, counts, owned),
        Topics.RECOMMENDATIONS);
    topology.addStateStore(store(PAGES), PAGES);

    source(topology, Topics.INTERACTION_TOKENS);
    source(topology, Topics.ERASURES);
    topology.addProcessor(TOKENS, () -> new TokenProcessor(ids, counts), Topics.INTERACTION_TOKENS);
    topology.addProcessor(
        Topics.ERASURES + "-of-tokens", () -> new ErasureProcessor(ids, counts), Topics.ERASURES);
    topology.addStateStore(store(TOKENS), TOKENS, Topics.ERASURES + "-of-tokens");
    topology.addStateStore(store(WATCHED), TOKENS);
    topology.addSink(
        POPULAR + "-out", popularTopic, new StringSerializer(), new ByteArraySerializer(), TOKENS);

    global(topology, POPULAR, popularTopic, () -> new CopyProcessor(POPULAR));
    global(topology, TITLES, Topics.TITLES, () -> new TitleProcessor(ids, counts));
    return topology;
  }

  private static void source(Topology topology, String topic) {
    topology.addSource(topic, new StringDeserializer(), new ByteArrayDeserializer(), topic);
  }

  private static void global(
      Topology topology,
      String name,
      String topic,
      ProcessorSupplier<String, byte[], Void, Void> processor) {
    topology.addGlobalStore(
        store(name).withLoggingDisabled(),
        name + "-in",
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        topic,
        name + "-copy",
        processor);
  }

  /**
   * No cache in front: a put must be seen by the next lookup, and pages are not overwritten often.
   */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }
}

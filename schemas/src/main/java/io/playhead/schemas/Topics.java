package io.playhead.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The one class that spells the names of the topics. */
public final class Topics {
  /** What members did to playback. */
  public static final String PLAYBACK_EVENTS = "playback-events";

  /** What members' devices did. */
  public static final String DEVICE_EVENTS = "device-events";

  /** What members said about titles. */
  public static final String FEEDBACK_EVENTS = "feedback-events";

  /** The catalogue. */
  public static final String TITLES = "titles";

  /** Which model serves from when. */
  public static final String MODEL_RELEASES = "model-releases";

  /** Members' home pages. */
  public static final String RECOMMENDATIONS = "recommendations";

  /** Closed tokens of members' histories. */
  public static final String INTERACTION_TOKENS = "interaction-tokens";

  /** Members' vectors. */
  public static final String MEMBER_EMBEDDINGS = "member-embeddings";

  /** Members to forget. */
  public static final String ERASURES = "erasures";

  /** What could not be used, as it was read. */
  public static final String REJECTED_EVENTS = "rejected-events";

  private static final List<Topic> ALL =
      List.of(
          topic(PLAYBACK_EVENTS, "memberId", PlaybackEvent.class, false),
          topic(DEVICE_EVENTS, "memberId", DeviceEvent.class, false),
          topic(FEEDBACK_EVENTS, "memberId", FeedbackEvent.class, false),
          topic(TITLES, "titleId", Title.class, true),
          topic(MODEL_RELEASES, "channel", ModelRelease.class, true),
          topic(RECOMMENDATIONS, "memberId", Recommendation.class, true),
          topic(INTERACTION_TOKENS, "memberId", InteractionToken.class, false),
          topic(MEMBER_EMBEDDINGS, "memberId", MemberEmbedding.class, true),
          topic(ERASURES, "memberId", Erasure.class, false),
          topic(REJECTED_EVENTS, "key as read", RejectedEvent.class, false));

  private static final Map<String, Topic> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

  private Topics() {}

  /** Every topic, in the order of the path. */
  public static List<Topic> all() {
    return ALL;
  }

  /** The topic of that name; refuses a name that is not one of {@link #all()}. */
  public static Topic of(String name) {
    Topic topic = BY_NAME.get(name);
    if (topic == null) {
      throw new IllegalArgumentException(
          "There is no topic \""
              + name
              + "\"; topics are "
              + BY_NAME.keySet().stream().sorted().toList());
    }
    return topic;
  }

  private static Topic topic(
      String name, String keyDoc, Class<? extends SpecificRecord> type, boolean compacted) {
    return new Topic(name, keyDoc, type, schemaFile(type), compacted);
  }

  /** The schema as its file says it: the generated class's own copy carries Java's string type. */
  private static Schema schemaFile(Class<?> type) {
    String file = type.getSimpleName() + ".avsc";
    try (InputStream in = Topics.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing beside " + Topics.class.getName());
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

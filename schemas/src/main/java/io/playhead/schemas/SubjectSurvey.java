package io.playhead.schemas;

import java.io.IOException;
import java.util.List;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Asks a registry what it has of the topics' schemas, and changes nothing: what {@code setup} looks
 * at before it registers anything.
 */
public final class SubjectSurvey {
  private final Registry registry;

  /** Of the registry at that address, such as {@code http://127.0.0.1:8081/apis/ccompat/v7}. */
  public SubjectSurvey(String registryUrl, ClientSettings clients) {
    this(Registry.at(registryUrl, RegistrySchemaIds.TIMEOUT, clients));
  }

  SubjectSurvey(Registry registry) {
    this.registry = registry;
  }

  /**
   * What is there of one topic's schema.
   *
   * @throws RegistryUnreachableException the registry gave no usable answer; try again
   */
  public SubjectState of(Topic topic) {
    List<Integer> versions =
        ask(() -> registry.client().getAllVersions(topic.subject()), List.of());
    if (versions.isEmpty()) {
      return new SubjectState(topic, null, 0, null, List.of());
    }
    Integer id =
        ask(() -> registry.client().getId(topic.subject(), registry.parse(topic), true), null);
    return new SubjectState(
        topic,
        id,
        versions.size(),
        ask(() -> registry.client().getCompatibility(topic.subject()), null),
        id == null ? refusals(topic) : List.of());
  }

  private List<String> refusals(Topic topic) {
    return ask(
        () -> registry.client().testCompatibilityVerbose(topic.subject(), registry.parse(topic)),
        List.of());
  }

  /** The registry's answer, or {@code unknown} where it says that it has no such thing. */
  private <T> T ask(Question<T> question, T unknown) {
    try {
      return question.answer();
    } catch (RestClientException e) {
      if (Registry.isUnknown(e)) {
        return unknown;
      }
      throw registry.unreachable(e);
    } catch (IOException e) {
      throw registry.unreachable(e);
    }
  }

  /** One request. */
  private interface Question<T> {
    T answer() throws IOException, RestClientException;
  }
}

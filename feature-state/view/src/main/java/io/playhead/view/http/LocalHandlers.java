package io.playhead.view.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.UnknownSchemaException;
import io.playhead.schemas.WireFormat;
import io.playhead.view.store.NewestEvent;
import io.playhead.view.store.ViewStores;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * What local mode has besides: members to choose from, and events that the page sends on their
 * behalf. Only for callers who name this machine as the loopback address, so that a page of
 * somebody else's in the same browser cannot reach it by a name of its own.
 */
final class LocalHandlers {
  private static final int MEMBERS_MAX = 50;
  private static final int ACCEPTED = 202;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ViewStores stores;
  private final NewestEvent newestEvent;
  private final SchemaIds schemaIds;
  private final Producer<String, byte[]> producer;

  LocalHandlers(
      ViewStores stores,
      NewestEvent newestEvent,
      SchemaIds schemaIds,
      Producer<String, byte[]> producer) {
    this.stores = stores;
    this.newestEvent = newestEvent;
    this.schemaIds = schemaIds;
    this.producer = producer;
  }

  void members(Context context) {
    checkLoopback(context);
    ObjectNode json = new ObjectMapper().createObjectNode();
    var members = json.putArray("members");
    try {
      stores.members(MEMBERS_MAX).forEach(members::add);
    } catch (InvalidStateStoreException e) {
      throw Problem.unavailable("Pages are being read; try again.");
    }
    Long newestMs = newestEvent.ms();
    json.put("newestEventAt", newestMs == null ? null : Instant.ofEpochMilli(newestMs).toString());
    context.contentType("application/json").result(json.toString());
  }

  void event(Context context) {
    checkLoopback(context);
    String memberId = Requests.memberId(context);
    if (context.contentType() == null || !context.contentType().startsWith("application/json")) {
      throw Problem.badRequest("An event is sent as application/json.");
    }
    MemberEvent.Addressed event = MemberEvent.parse(context.bodyAsBytes()).of(memberId);
    byte[] value = WireFormat.encode(schemaId(event.topic()), AvroBytes.encode(event.record()));
    CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
    producer.send(
        new ProducerRecord<>(event.topic(), memberId, value),
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(metadata);
          } else {
            sent.completeExceptionally(
                Problem.unavailable("Kafka did not take the event; try again."));
          }
        });
    context.future(() -> sent.thenAccept(place -> accepted(context, place)));
  }

  private int schemaId(String topic) {
    try {
      return schemaIds.idOf(topic);
    } catch (RegistryUnreachableException | UnknownSchemaException e) {
      throw Problem.unavailable(e.getMessage());
    }
  }

  private static void accepted(Context context, RecordMetadata place) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("topic", place.topic());
    json.put("partition", place.partition());
    json.put("offset", place.offset());
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    context.status(ACCEPTED).contentType("application/json").result(bytes);
  }

  private static void checkLoopback(Context context) {
    String host = context.host();
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
    if (!LOOPBACK.contains(name)) {
      throw Problem.forbidden("Ask for this by a loopback address, such as 127.0.0.1.");
    }
  }
}

package io.playhead.deploy.chaos;

import io.playhead.deploy.local.TopicWriter;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Members' events as records of their topics. Schema ids are asked for once, at the start: a
 * producer goes on while the registry is away.
 */
final class Encoding {
  private final Map<String, Integer> schemaIds = new HashMap<>();

  Encoding(SchemaIds registry) {
    for (String topic :
        new String[] {
          Topics.PLAYBACK_EVENTS, Topics.DEVICE_EVENTS, Topics.FEEDBACK_EVENTS, Topics.ERASURES
        }) {
      schemaIds.put(topic, registry.idOf(topic));
    }
  }

  /** The record on its topic under its key. */
  InputEvent event(SpecificRecord record, InputEvent.Fate fate) {
    String topic = topic(record);
    byte[] value = WireFormat.encode(schemaIds.get(topic), AvroBytes.encode(record));
    return new InputEvent(topic, memberId(record), value, fate);
  }

  /** An event on every partition of every topic, of members that nobody looks at. */
  List<InputEvent> tellTime(long atMs, int partitions) {
    List<InputEvent> events = new ArrayList<>();
    for (String topic : schemaIds.keySet()) {
      for (int partition = 0; partition < partitions; partition++) {
        String memberId = memberIn(partition, partitions, topic);
        SpecificRecord record =
            switch (topic) {
              case Topics.DEVICE_EVENTS -> device(memberId, atMs, 0);
              case Topics.FEEDBACK_EVENTS -> feedback(memberId, "t001", atMs);
              case Topics.ERASURES -> new Erasure(memberId, atMs);
              default -> stop(memberId, atMs);
            };
        events.add(event(record, InputEvent.Fate.TELLS_TIME));
      }
    }
    return events;
  }

  private static String memberIn(int partition, int partitions, String topic) {
    int number = 0;
    while (TopicWriter.partition("end-" + topic + number, partitions) != partition) {
      number++;
    }
    return "end-" + topic + number;
  }

  private static PlaybackEvent stop(String memberId, long atMs) {
    return PlaybackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId("t001")
        .setEventTimeMs(atMs)
        .setAction(PlaybackAction.STOP)
        .setPositionSeconds(1.0)
        .build();
  }

  private static String topic(SpecificRecord record) {
    if (record instanceof PlaybackEvent) {
      return Topics.PLAYBACK_EVENTS;
    } else if (record instanceof DeviceEvent) {
      return Topics.DEVICE_EVENTS;
    } else if (record instanceof FeedbackEvent) {
      return Topics.FEEDBACK_EVENTS;
    }
    return Topics.ERASURES;
  }

  static String memberId(SpecificRecord record) {
    if (record instanceof PlaybackEvent event) {
      return event.getMemberId();
    } else if (record instanceof DeviceEvent event) {
      return event.getMemberId();
    } else if (record instanceof FeedbackEvent event) {
      return event.getMemberId();
    }
    return ((Erasure) record).getMemberId();
  }

  /** The same event at another time. */
  static SpecificRecord moved(SpecificRecord record, long byMs) {
    if (record instanceof PlaybackEvent event) {
      return PlaybackEvent.newBuilder(event).setEventTimeMs(event.getEventTimeMs() + byMs).build();
    } else if (record instanceof DeviceEvent event) {
      return DeviceEvent.newBuilder(event).setEventTimeMs(event.getEventTimeMs() + byMs).build();
    }
    FeedbackEvent event = (FeedbackEvent) record;
    return FeedbackEvent.newBuilder(event).setEventTimeMs(event.getEventTimeMs() + byMs).build();
  }

  /** A member comes back to the home page. */
  static DeviceEvent device(String memberId, long atMs, long sequence) {
    return DeviceEvent.newBuilder()
        .setMemberId(memberId)
        .setEventTimeMs(atMs)
        .setSequence(sequence)
        .setState(DeviceState.FOREGROUND)
        .setDeviceType("television")
        .setCountry("BR")
        .setTimeZone("America/Sao_Paulo")
        .build();
  }

  static FeedbackEvent feedback(String memberId, String titleId, long atMs) {
    return FeedbackEvent.newBuilder()
        .setMemberId(memberId)
        .setTitleId(titleId)
        .setEventTimeMs(atMs)
        .setFeedback(Feedback.THUMBS_UP)
        .build();
  }
}

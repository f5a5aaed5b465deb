package io.playhead.deploy.forget;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.SavedFolders;
import io.playhead.deploy.local.Servers;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.topics.KafkaAccess;
import io.playhead.deploy.topics.SetTopic;
import io.playhead.deploy.topics.SetTopics;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topic;
import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;

/** Forgets members, or looks only, and gathers the proof. Used once, on one thread. */
public final class Forgetting {
  private static final List<String> NOT_SEARCHED =
      List.of(
          "recordings, replays and tables that were written from the topics",
          "savepoints and checkpoints that were not named, and backups of anything",
          "local disks of Flink and of the view, which lose it when their files are compacted",
          "readers of the topics that keep what they read");

  private final ForgetOptions options;
  private final KafkaAccess kafka;
  private final SchemaIds schemaIds;

  /** Asks nobody yet. */
  public Forgetting(ForgetOptions options) {
    this.options = options;
    this.kafka = options.kafka();
    this.schemaIds = new RegistrySchemaIds(options.registryUrl(), kafka.clients());
  }

  /** Does it all. */
  public ForgetFigures run() {
    List<Path> saved = SavedFolders.in(options.savepoints());
    Servers.requireUp(kafka.bootstrap(), options.registryUrl(), kafka.clients());
    long startNs = System.nanoTime();
    List<Place> places = new ArrayList<>();
    try (Admin admin = kafka.admin()) {
      Map<String, SetTopic> topics = topics(admin);
      boolean carriedOut = !options.searchOnly() && forget(admin, places);
      Map<String, Long> erased = TopicTraces.erasures(kafka, schemaIds, options.memberIds());
      if (options.searchOnly()) {
        carriedOut = erased.size() == options.memberIds().size();
        places.add(requests(erased));
      }
      // Of whom nobody asked to be forgotten, everything is left behind.
      Map<String, Long> erasedAtMs = new TreeMap<>();
      options
          .memberIds()
          .forEach(id -> erasedAtMs.put(id, erased.getOrDefault(id, Long.MAX_VALUE)));
      places.addAll(topicPlaces(topics, erased));
      places.add(
          options.view() == null
              ? Place.of("view", "pages, tokens", Verdict.NOT_ASKED, 0, 0, "name it with --view")
              : new ViewPlaces(options.view(), options.viewToken()).look(erasedAtMs));
      places.addAll(savedPlaces(saved, erasedAtMs));
      boolean forgotten = places.stream().allMatch(place -> place.verdict().isGood());
      long requestedAtMs = erased.values().stream().mapToLong(ms -> ms).max().orElse(-1);
      return new ForgetFigures(
          options.memberIds(),
          requestedAtMs < 0 ? null : Place.text(requestedAtMs),
          carriedOut,
          (System.nanoTime() - startNs) / 1e9,
          forgotten,
          places,
          NOT_SEARCHED);
    }
  }

  /** What is there of ours and of the view's: by name. */
  private Map<String, SetTopic> topics(Admin admin) {
    List<String> ours = Topics.all().stream().map(Topic::name).toList();
    SetTopics.requireVisible(kafka, admin, AclOperation.READ, ours);
    Set<String> names = SetTopics.names(kafka, admin);
    for (String topic : ours) {
      if (!names.contains(topic)) {
        throw CommandFailure.unreachable(
            "the broker at "
                + kafka.bootstrap()
                + " has no topic "
                + topic
                + "; 'run --prepare' makes the topics",
            null);
      }
    }
    List<String> all = new ArrayList<>(ours);
    names.stream()
        .filter(name -> name.startsWith(options.viewId() + "-") && name.endsWith("-changelog"))
        .forEach(all::add);
    return SetTopics.of(kafka, admin, all);
  }

  private boolean forget(Admin admin, List<Place> places) {
    try (ErasureWatch watch = new ErasureWatch(kafka, admin, options.memberIds());
        TopicWriter writer = new TopicWriter(kafka.bootstrap(), schemaIds, kafka.clients())) {
      long nowMs = System.currentTimeMillis();
      options.memberIds().forEach(id -> writer.send(new Erasure(id, nowMs)));
      writer.flush();
      ErasureWatch.Seen seen = watch.await(options.group(), options.jobLimit());
      places.add(job(seen));
      return seen.isCarriedOut();
    }
  }

  private Place job(ErasureWatch.Seen seen) {
    String what = "nulls on recommendations and member-embeddings, and a checkpoint after them";
    if (seen.isCarriedOut()) {
      return Place.of(
          "job: state, caches, pages under way",
          what,
          Verdict.NOTHING,
          0,
          0,
          "carried out, and in a complete checkpoint: no crash brings it back");
    }
    String missing =
        seen.nulls() < seen.nullsWanted()
            ? String.format("%,d of %,d nulls came", seen.nulls(), seen.nullsWanted())
            : "no checkpoint was completed after the erasure";
    return Place.of(
        "job: state, caches, pages under way",
        what,
        Verdict.LEFT,
        seen.nullsWanted() - seen.nulls(),
        options.memberIds().size(),
        missing
            + " in "
            + options.jobLimit().toSeconds()
            + " s: see that the job runs in group "
            + options.group()
            + " and completes checkpoints, then run this again");
  }

  private Place requests(Map<String, Long> erased) {
    int missing = options.memberIds().size() - erased.size();
    return Place.of(
        "erasures asked for",
        "an erasure of each member",
        missing == 0 ? Verdict.NOTHING : Verdict.LEFT,
        missing,
        missing,
        missing == 0
            ? "each was asked for"
            : "not all were asked to be forgotten, or so long ago that it is not on the topic");
  }

  private List<Place> topicPlaces(Map<String, SetTopic> topics, Map<String, Long> erased) {
    List<String> read = new ArrayList<>();
    topics.values().stream()
        .filter(topic -> !options.skipRaw() || topic.isCompacted())
        .forEach(topic -> read.add(topic.name()));
    TopicTraces traces = TopicTraces.read(kafka, read, options.memberIds(), erased);
    long nowMs = System.currentTimeMillis();
    TopicJudge judge = new TopicJudge(erased, nowMs, options.deadline());
    List<Place> places = new ArrayList<>();
    for (SetTopic topic : topics.values()) {
      places.add(
          read.contains(topic.name())
              ? judge.judge(topic, traces.of(topic.name()))
              : unread(topic, nowMs));
    }
    return places;
  }

  private static Place unread(SetTopic topic, long nowMs) {
    boolean bounded = topic.deletedAfterMs() != SetTopic.FOR_EVER;
    return new Place(
        topic.name(),
        "nothing: --skip-raw",
        bounded ? Verdict.NOT_ASKED : Verdict.LEFT,
        0,
        0,
        null,
        null,
        bounded ? Place.text(nowMs + topic.deletedAfterMs()) : null,
        bounded
            ? "whatever was there at the erasure is gone by then"
            : "nothing bounds how long it is kept: set retention.ms and segment.ms on the topic");
  }

  private List<Place> savedPlaces(List<Path> folders, Map<String, Long> erasedAtMs) {
    return folders.isEmpty()
        ? List.of(
            Place.of(
                "checkpoints and savepoints",
                "keyed state",
                Verdict.NOT_ASKED,
                0,
                0,
                "name them with --savepoint; those from before the erasure hold the member"))
        : new SavedPlaces(erasedAtMs, options.jobLimit()).look(folders);
  }
}

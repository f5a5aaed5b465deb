package io.playhead.stream;

import io.playhead.schemas.RejectReason;
import io.playhead.schemas.ReleaseLane;
import io.playhead.schemas.Topics;
import io.playhead.schemas.TraceContext;
import io.playhead.window.IndexedToken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What leaves the page operator, list to topic: lists, members' vectors, tombstones of both, closed
 * tokens, rejections; each is counted here. Only lists, tombstones and rejections go at once. Used
 * on the task's thread.
 */
final class PageOutputs {
  private static final Logger LOG = LoggerFactory.getLogger(PageOutputs.class);

  private final Output<StreamRecord<OutRecord>> output;
  private final PageMetrics metrics;
  private final TopicMetrics topics;
  private final ListTraces traces;
  private final RejectedRecords rejected;
  private final ProcessingTimeService clock;
  private final boolean sendsEmbeddings;
  private final boolean reportsReleases;
  private final LaterRecords later;

  /**
   * @param sendsEmbeddings whether each list's member vector is sent too
   * @param reportsReleases whether this subtask speaks for all: each of them sees every release
   */
  PageOutputs(
      Output<StreamRecord<OutRecord>> output,
      PageMetrics metrics,
      TopicMetrics topics,
      ListTraces traces,
      RejectedRecords rejected,
      ProcessingTimeService clock,
      boolean sendsEmbeddings,
      boolean reportsReleases) {
    this.output = output;
    this.metrics = metrics;
    this.topics = topics;
    this.traces = traces;
    this.rejected = rejected;
    this.clock = clock;
    this.sendsEmbeddings = sendsEmbeddings;
    this.reportsReleases = reportsReleases;
    this.later = new LaterRecords(this::send, clock);
  }

  /**
   * Sends a batch's lists.
   *
   * @param batchedMs when the batch went to the model
   */
  void lists(List<MemberRow> rows, List<MadePage> pages, long batchedMs) {
    long listedMs = nowMs();
    for (int i = 0; i < rows.size(); i++) {
      MemberRow row = rows.get(i);
      TraceContext trace = traces.listed(row.listFor, batchedMs, listedMs);
      send(ListRecords.list(pages.get(i).page(), row, listedMs, trace));
      topics.listed(row.listFor.appendedMs(), row.window.context().eventTimeMs(), listedMs);
    }
    if (sendsEmbeddings) {
      embeddings(rows, pages, listedMs);
    }
  }

  /** After the lists, which somebody waits for. */
  private void embeddings(List<MemberRow> rows, List<MadePage> pages, long listedMs) {
    for (int i = 0; i < rows.size(); i++) {
      later.add(ListRecords.embedding(pages.get(i), rows.get(i), listedMs));
    }
  }

  void tombstone(String memberId) {
    later.flush(); // else a vector of the member's would come after
    long nowMs = nowMs();
    send(ListRecords.tombstone(Topics.RECOMMENDATIONS, memberId, nowMs));
    send(ListRecords.tombstone(Topics.MEMBER_EMBEDDINGS, memberId, nowMs));
  }

  void tokens(String memberId, List<IndexedToken> tokens) {
    for (IndexedToken token : tokens) {
      metrics.tokensClosed.inc();
      later.add(ListRecords.token(memberId, token, nowMs()));
    }
  }

  /** Sends all that was kept for later; before a barrier, and at the end. */
  void flush() {
    later.flush();
  }

  private void send(OutRecord record) {
    topics.sent(record);
    output.collect(new StreamRecord<>(record, record.timestampMs()));
  }

  void reject(ReadEvent read, RejectReason reason, String detail) {
    reject(read.stamp(), read.original(), reason, detail);
  }

  /** Without the event itself: a copy would keep what the member did for longer. */
  void rejectErased(ReadEvent read) {
    reject(
        read.stamp(),
        read.original().withoutValue(),
        RejectReason.ERASED_MEMBER,
        "The event is from before its member's erasure");
  }

  void refuse(List<ServedModel.Refusal> refusals) {
    for (ServedModel.Refusal refusal : refusals) {
      LOG.warn("Release refused, the model before it goes on: {}", refusal.detail());
      if (reportsReleases) {
        AnnouncedRelease announced = refusal.announced();
        byte[] key = ReleaseLane.key(announced.release()).getBytes(StandardCharsets.UTF_8);
        reject(
            announced.stamp(),
            Original.of(key, announced.wire()),
            RejectReason.BAD_MODEL_RELEASE,
            refusal.detail());
      }
    }
  }

  private void reject(Stamp stamp, Original original, RejectReason reason, String detail) {
    output.collect(
        RejectedRecords.OUTPUT,
        new StreamRecord<>(rejected.of(stamp, original, reason, detail, nowMs())));
  }

  private long nowMs() {
    return clock.getCurrentProcessingTime();
  }
}

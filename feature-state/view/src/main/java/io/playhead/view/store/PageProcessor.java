package io.playhead.view.store;

import io.playhead.schemas.Recommendation;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.Topics;
import io.playhead.schemas.TraceContext;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Pages of one partition into the store, by the revision rule. The store has a changelog of its
 * own: restored from recommendations itself, a page that came late would stand over a newer one.
 */
final class PageProcessor implements Processor<String, byte[], Void, Void> {
  private final TopicDecoder<Recommendation> decoder;
  private final PageListener listener;
  private final NewestEvent newestEvent;
  private final RecordCounts counts;
  private final OwnedPages owned;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, byte[]> pages;

  PageProcessor(
      SchemaIds ids,
      PageListener listener,
      NewestEvent newestEvent,
      RecordCounts counts,
      OwnedPages owned) {
    this.decoder =
        new TopicDecoder<>(
            Topics.RECOMMENDATIONS, Recommendation.class, Recommendation::getMemberId, ids, counts);
    this.listener = listener;
    this.newestEvent = newestEvent;
    this.counts = counts;
    this.owned = owned;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.pages = context.getStateStore(ViewTopology.PAGES);
    owned.opened(context.taskId().partition(), pages);
  }

  @Override
  public void close() {
    owned.closed(context.taskId().partition(), pages);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String memberId = record.key();
    if (memberId != null && record.value() == null) {
      pages.delete(memberId);
      counts.forgotten();
      listener.forgotten(memberId);
      return;
    }
    Recommendation page = decoder.decode(memberId, record.value());
    if (page != null) {
      keep(page, record.headers().lastHeader(TraceContext.HEADER));
    }
  }

  private void keep(Recommendation page, Header traceparent) {
    String memberId = page.getMemberId();
    byte[] before = pages.get(memberId);
    if (before != null && !StoredPage.yieldsTo(before, page.getRevision())) {
      counts.older();
      return;
    }
    long nowMs = context.currentSystemTimeMs();
    TraceContext trace = traceparent == null ? null : TraceContext.parse(traceparent.value());
    byte[] stored =
        StoredPage.encode(page.getRevision(), page.getMadeAtMs(), trace, PageJson.of(page, nowMs));
    pages.put(memberId, stored);
    counts.kept(nowMs - page.getMadeAtMs());
    newestEvent.at(page.getContext().getEventTimeMs());
    listener.page(memberId, stored);
  }
}

package io.playhead.stream;

import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.NumberSequenceIterator;

/**
 * A source that ends at once: a replay's control input, whose records come with the events they
 * precede, see {@link ReplayTimeline}.
 */
final class NoRecords
    implements Source<RawRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
  private static final long serialVersionUID = 1;

  private static final NumberSequenceSource SERIALIZERS = new NumberSequenceSource(0, 0);

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<RawRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    return new IteratorSourceEnumerator<>(context, List.of());
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> none) {
    return createEnumerator(context);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return SERIALIZERS.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return SERIALIZERS.getEnumeratorCheckpointSerializer();
  }

  /** Ends when it hears that there is nothing to read. */
  @SuppressWarnings("try") // Flink's own close() throws what it likes.
  private static final class Reader
      extends IteratorSourceReaderBase<
          Long, RawRecord, NumberSequenceIterator, NumberSequenceSplit> {
    Reader(SourceReaderContext context) {
      super(context);
    }

    @Override
    protected RawRecord convert(Long number) {
      throw new IllegalStateException("There is no record");
    }
  }
}

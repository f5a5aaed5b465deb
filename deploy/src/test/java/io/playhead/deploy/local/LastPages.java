package io.playhead.deploy.local;

import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Topics;
import io.playhead.stream.ReplayInput;
import io.playhead.stream.ReplayJob;
import io.playhead.stream.ReplayJobOptions;
import io.playhead.stream.RunFailure;
import io.playhead.stream.ServingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Each member's last page as text: all of it but what the clock and the way of its last event leave
 * there. Test fixture.
 */
final class LastPages {
  private LastPages() {}

  /** What a reader of the topic has. */
  static Map<String, String> of(PageReader reader) {
    Map<String, String> pages = new TreeMap<>();
    reader.membersWithPage().forEach(id -> pages.put(id, text(reader.page(id))));
    return pages;
  }

  /** What a job that nobody disturbs makes of the same events, one by one from a recording. */
  static Map<String, String> leftAlone(List<SpecificRecord> events, Path folder, Path bundle)
      throws RunFailure, IOException {
    Path out = folder.resolve("left-alone");
    ReplayJob.run(
        new ReplayJobOptions(
            ReplayInput.of(
                SmallRecording.write(folder.resolve("recording"), events),
                AvroBytes.encode(Releases.of(bundle))),
            events.size(),
            out,
            false,
            1,
            64,
            5,
            64,
            500,
            JobOptions.DEFAULT.latenessMs(),
            ServingPolicy.DEFAULT),
        read -> {});
    Map<String, Recommendation> last = new TreeMap<>();
    try (Stream<Path> files =
        Files.walk(out.resolve(ReplayJob.LISTS_FOLDER).resolve(Topics.RECOMMENDATIONS))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".avro")).toList()) {
        keepNewest(file, last);
      }
    }
    Map<String, String> pages = new TreeMap<>();
    last.forEach((id, page) -> pages.put(id, text(page)));
    return pages;
  }

  private static void keepNewest(Path file, Map<String, Recommendation> last) throws IOException {
    try (DataFileReader<Recommendation> pages =
        new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(Recommendation.class))) {
      for (Recommendation page : pages) {
        last.merge(page.getMemberId(), page, (a, b) -> b.getRevision() > a.getRevision() ? b : a);
      }
    }
  }

  private static String text(Recommendation page) {
    return page.getRevision() + " " + page.getContext() + " " + page.getRows();
  }
}

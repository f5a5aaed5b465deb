package io.playhead.deploy.evaluate;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.ListsCsv;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One evaluation from files to figures. One thread. */
public final class Evaluation {
  /** The one protocol there is. */
  public static final String LEAVE_LAST_OUT = "leave-last-out";

  private final Path recordingFolder;
  private final Path bundleFolder;
  private final Path listsFolder;

  /**
   * Prepares an evaluation.
   *
   * @param recordingFolder the recording
   * @param bundleFolder the model bundle
   * @param listsFolder folder with a lists.csv; null: there are no published lists
   */
  public Evaluation(Path recordingFolder, Path bundleFolder, Path listsFolder) {
    this.recordingFolder = recordingFolder;
    this.bundleFolder = bundleFolder;
    this.listsFolder = listsFolder;
  }

  /** Runs it. */
  public EvaluationFigures run() {
    long startedNs = System.nanoTime();
    Recording recording = Recording.open(recordingFolder);
    List<ListsCsv.Line> lines = readLists();
    try (Model model = Model.load(ModelBundle.open(bundleFolder, BundleTrust.ANYONE))) {
      LeaveLastOut protocol = LeaveLastOut.of(recording);
      if (protocol.cases().isEmpty()) {
        throw CommandFailure.badInput(
            recordingFolder + " has no member with two titles: there is nothing to ask");
      }
      Catalogue catalogue = Catalogue.of(model, titles(recording));
      Recommender recommender = new Recommender(model, catalogue, PageRules.DEFAULT, null);
      int[] ranks =
          new ModelRanker(recommender, protocol.given(), protocol.candidates())
              .ranks(protocol.cases());
      return figures(protocol, model.id(), ranks, lines, startedNs);
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  private static EvaluationFigures figures(
      LeaveLastOut protocol,
      String modelId,
      int[] ranks,
      List<ListsCsv.Line> lines,
      long startedNs) {
    List<TestCase> cases = protocol.cases();
    int members = cases.size();
    PopularityRanker popularity = new PopularityRanker(cases, protocol.candidates());
    MarkovRanker markov = new MarkovRanker(cases, popularity);
    EvaluationFigures.Figures published = null;
    if (lines != null) {
      PublishedRanker lists = new PublishedRanker(lines, protocol.candidates());
      published = EvaluationFigures.Figures.of(lists.ranks(cases), lists.memberCount(cases), ranks);
    }
    RankingFigures own = RankingFigures.of(ranks);
    return new EvaluationFigures(
        LEAVE_LAST_OUT,
        modelId,
        members,
        protocol.candidates().size(),
        own.hr10(),
        own.ndcg10(),
        own.ndcg10StandardError(),
        published,
        EvaluationFigures.Figures.of(popularity.ranks(cases), members, ranks),
        EvaluationFigures.Figures.of(markov.ranks(cases), members, ranks),
        (System.nanoTime() - startedNs) / 1e9);
  }

  private List<ListsCsv.Line> readLists() {
    if (listsFolder == null) {
      return null;
    }
    Path file = listsFolder.resolve("lists.csv");
    try {
      return ListsCsv.read(file);
    } catch (IOException | RuntimeException e) {
      throw CommandFailure.badInput(file + " cannot be read as lists: " + e.getMessage(), e);
    }
  }

  private static List<Title> titles(Recording recording) {
    List<Title> titles = new ArrayList<>();
    try (RecordIterator<Title> records = recording.titles()) {
      records.forEachRemaining(titles::add);
    }
    return titles;
  }
}

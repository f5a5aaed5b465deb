package io.playhead.training;

import io.playhead.schemas.Title;
import io.playhead.schemas.recording.RecordIterator;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import io.playhead.window.MemberHistories;
import io.playhead.window.Token;
import io.playhead.window.WindowPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * A recording as training sees it. Of each member's tokens, those held out are dropped before
 * anything else is looked at, then those of cold titles; of those left the last is validation,
 * where there are two; the others are the training part. The vocabulary, the ages and all weights
 * come from the training part alone.
 *
 * @param members members with at least one token of training, in the order of their ids
 * @param titles the vocabulary, then titles that only validation asks for
 * @param trainTokens tokens in the training part
 * @param trainedUntilMs start of the newest token of the training part
 * @param coldTitles titles of which neither part has a token
 * @param resumeCases choices that members made while titles were begun
 * @param recordingSha256 names the recording's content
 */
record TrainingData(
    List<MemberSequence> members,
    TitleRows titles,
    long trainTokens,
    long trainedUntilMs,
    ColdTitles coldTitles,
    ResumeCases resumeCases,
    String recordingSha256) {

  private static final int TITLES_MIN = 2;

  static TrainingData read(
      Recording recording, HoldOut holdOut, ColdTitles coldTitles, int metadataBuckets) {
    MemberHistories.Builder builder = new MemberHistories.Builder(WindowPolicy.DEFAULT);
    forEach(
        recording.playbackEvents(), e -> holdOut.reads(e.getEventTimeMs()), e -> builder.add(e));
    forEach(recording.deviceEvents(), e -> holdOut.reads(e.getEventTimeMs()), e -> builder.add(e));
    forEach(
        recording.feedbackEvents(), e -> holdOut.reads(e.getEventTimeMs()), e -> builder.add(e));
    Map<String, Title> catalogue = new HashMap<>();
    forEach(recording.titles(), title -> true, title -> catalogue.put(title.getTitleId(), title));
    return of(builder.build(), catalogue, holdOut, coldTitles, metadataBuckets, recording.sha256());
  }

  static TrainingData of(
      MemberHistories histories,
      Map<String, Title> catalogue,
      HoldOut holdOut,
      ColdTitles coldTitles,
      int metadataBuckets,
      String recordingSha256) {
    TreeSet<String> trained = new TreeSet<>();
    TreeSet<String> asked = new TreeSet<>();
    long trainedUntilMs = 0;
    long trainTokens = 0;
    int longest = 0;
    for (String memberId : histories.memberIds()) {
      List<Token> tokens = seen(histories.tokens(memberId), holdOut, coldTitles);
      int trainCount = trainCount(tokens);
      longest = Math.max(longest, tokens.size());
      trainTokens += trainCount;
      for (int i = 0; i < tokens.size(); i++) {
        (i < trainCount ? trained : asked).add(tokens.get(i).titleId());
        trainedUntilMs =
            i < trainCount ? Math.max(trainedUntilMs, tokens.get(i).startedMs()) : trainedUntilMs;
      }
    }
    requireEnough(histories, trained.size(), longest, holdOut, coldTitles);
    asked.removeAll(trained);
    List<String> titleIds = new ArrayList<>(trained);
    titleIds.addAll(asked);
    Map<String, Integer> rows = new HashMap<>();
    List<Title> titles = new ArrayList<>();
    for (String titleId : titleIds) {
      rows.put(titleId, rows.size());
      Title title = catalogue.get(titleId);
      titles.add(title == null ? Title.newBuilder().setTitleId(titleId).build() : title);
    }
    ResumeCases resumeCases = new ResumeCases();
    return new TrainingData(
        sequences(histories, holdOut, coldTitles, rows, resumeCases),
        TitleRows.of(titles, trained.size(), metadataBuckets, trainedUntilMs),
        trainTokens,
        trainedUntilMs,
        coldTitles,
        resumeCases,
        recordingSha256);
  }

  /** Members for whom there is a validation token. */
  List<MemberSequence> validationMembers() {
    return members.stream().filter(MemberSequence::hasValidation).toList();
  }

  private static List<MemberSequence> sequences(
      MemberHistories histories,
      HoldOut holdOut,
      ColdTitles coldTitles,
      Map<String, Integer> rows,
      ResumeCases resumeCases) {
    List<MemberSequence> sequences = new ArrayList<>();
    for (String memberId : histories.memberIds()) {
      List<Token> tokens = seen(histories.tokens(memberId), holdOut, coldTitles);
      if (!tokens.isEmpty()) {
        MemberSequence sequence =
            MemberSequence.of(memberId, tokens, trainCount(tokens), rows::get);
        sequences.add(sequence);
        resumeCases.add(sequence, tokens, rows::get);
      }
    }
    return sequences;
  }

  private static List<Token> seen(List<Token> tokens, HoldOut holdOut, ColdTitles coldTitles) {
    return holdOut.history(tokens).stream()
        .filter(token -> !coldTitles.contains(token.titleId()))
        .toList();
  }

  private static int trainCount(List<Token> tokens) {
    return tokens.size() < 2 ? tokens.size() : tokens.size() - 1;
  }

  private static void requireEnough(
      MemberHistories histories, int titles, int longest, HoldOut holdOut, ColdTitles coldTitles) {
    String counted =
        histories.memberIds().size() + " members and " + histories.tokenCount() + " tokens";
    if (longest < 2) {
      throw new TrainingException(
          "The recording has too little to learn from: of its "
              + counted
              + " no member has 2 tokens"
              + (holdOut == HoldOut.NONE ? "" : " besides what --hold-out " + holdOut + " keeps")
              + (coldTitles.share() == 0 ? "" : " of titles that are not cold")
              + "; record longer, or import more history.");
    }
    if (titles < TITLES_MIN) {
      throw new TrainingException(
          "The recording has too little to learn from: its "
              + counted
              + " are about "
              + titles
              + " title; a model needs at least "
              + TITLES_MIN
              + ".");
    }
  }

  private static <T extends SpecificRecord> void forEach(
      RecordIterator<T> records, Predicate<T> wanted, Consumer<T> action) {
    try (records) {
      records.forEachRemaining(
          record -> {
            if (wanted.test(record)) {
              action.accept(record);
            }
          });
    }
  }
}

package io.playhead.deploy;

import io.playhead.deploy.evaluate.Evaluation;
import io.playhead.deploy.evaluate.EvaluationFigures;
import io.playhead.deploy.evaluate.EvaluationFigures.Figures;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playhead evaluate}: a bundle and, if given, published lists held against a recording. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Ranks every member's last title by a model, and by two baselines beside it.",
    footer = {
      "",
      "leave-last-out: each member's last title is asked for, everything before it is given; all",
      "titles of the recording are ranked less those the member has had. The baselines are counted",
      "on everything but each member's last two titles. --lists takes the folder that",
      "'replay --hold-out last' wrote. The model must be trained without each member's last title."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--recording",
      required = true,
      paramLabel = "DIR",
      description = "The recording's folder.")
  private Path recording;

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "DIR",
      description = "The model bundle's folder.")
  private Path bundle;

  @Option(
      names = "--protocol",
      defaultValue = Evaluation.LEAVE_LAST_OUT,
      description = "How to ask. The only one is ${DEFAULT-VALUE}.")
  private String protocol;

  @Option(
      names = "--lists",
      paramLabel = "DIR",
      description = "Folder with the lists.csv of a replay, to be held against the same titles.")
  private Path lists;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    if (!protocol.equals(Evaluation.LEAVE_LAST_OUT)) {
      throw CommandFailure.badInput(
          "--protocol must be " + Evaluation.LEAVE_LAST_OUT + ", not " + protocol);
    }
    EvaluationFigures figures = new Evaluation(recording, bundle, lists).run();
    JsonFile.write(json, figures);
    System.out.printf(
        "%s, %,d members, %,d titles ranked, %.1f s%n",
        figures.protocol(), figures.members(), figures.candidates(), figures.seconds());
    System.out.printf(
        "%-34s %7s %8s   %s%n", "", "HR@10", "NDCG@10", "model's NDCG@10 is higher by");
    System.out.printf(
        "%-34s %7.4f %8.4f   (+- %.4f itself)%n",
        "model " + figures.modelId(),
        figures.hr10(),
        figures.ndcg10(),
        figures.ndcg10StandardError());
    print("published lists", figures.published());
    print("popularity", figures.popularity());
    print("first-order Markov", figures.markov());
    return 0;
  }

  private static void print(String name, Figures figures) {
    if (figures != null) {
      System.out.printf(
          "%-34s %7.4f %8.4f   %.4f +- %.4f%n",
          name,
          figures.hr10(),
          figures.ndcg10(),
          figures.lessThanModel(),
          figures.lessThanModelStandardError());
    }
  }
}

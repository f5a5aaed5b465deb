package io.playhead.deploy;

import io.playhead.deploy.forget.ForgetFigures;
import io.playhead.deploy.forget.ForgetOptions;
import io.playhead.deploy.forget.Forgetting;
import io.playhead.deploy.forget.ProofTable;
import io.playhead.deploy.topics.KafkaAccess;
import io.playhead.window.MemberEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playhead forget}: members are forgotten, and the proof of it. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Asks the job to forget members, waits until it has, and then looks for them in topics, the"
            + " view, checkpoints and savepoints. Prints what is where, and until when.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing is left where it must not be",
      "1:Something is, or could not be looked at",
      "2:An option is wrong",
      "3:Broker or registry do not answer, or lack a topic"
    })
final class ForgetCommand implements Callable<Integer> {
  private static final int MEMBERS_MAX = 100_000;

  @Mixin private ServersOptions servers;

  @Option(
      names = "--member",
      paramLabel = "ID",
      description = "Whom to forget; may be given several times.")
  private List<String> members = List.of();

  @Option(
      names = "--members-file",
      paramLabel = "FILE",
      description = "More of them: UTF-8, one id a line, 100000 at most.")
  private Path membersFile;

  @Option(
      names = "--search-only",
      description =
          "Ask nobody to forget, and write nothing: look again, such as after topics were compacted.")
  private boolean searchOnly;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long the job may take, a checkpoint included. Default: ${DEFAULT-VALUE}.")
  private long waitSeconds = 120;

  @Option(
      names = "--deadline-days",
      paramLabel = "DAYS",
      description =
          "From the erasure until everything has to be gone; what stays longer counts as left"
              + " behind. Default: ${DEFAULT-VALUE}.")
  private long deadlineDays = 30;

  @Option(
      names = "--group",
      paramLabel = "ID",
      description = "The job's consumer group. Default: ${DEFAULT-VALUE}.")
  private String group = "playhead";

  @Option(
      names = "--view",
      paramLabel = "URL",
      description = "Also look whether the view at that address has anything.")
  private String view;

  @Option(
      names = "--view-token-file",
      paramLabel = "FILE",
      description = "File with a bearer token that may read any member from the view.")
  private Path viewTokenFile;

  @Option(
      names = "--view-id",
      paramLabel = "ID",
      description =
          "The view's --application-id: its changelogs are searched. Default: ${DEFAULT-VALUE}.")
  private String viewId = "playhead-view";

  @Option(
      names = "--savepoint",
      paramLabel = "PATH",
      description =
          "Also look into the checkpoints and savepoints in that folder, such as a job's"
              + " --state-dir; may be given several times. Takes as much temporary disk as one has.")
  private List<Path> savepoints = List.of();

  @Option(
      names = "--skip-raw",
      description =
          "Leave topics that keep events by time unread, where they are very large: their settings"
              + " say until when events are there.")
  private boolean skipRaw;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the proof as JSON.")
  private Path json;

  @Override
  public Integer call() {
    ForgetFigures figures = new Forgetting(options()).run();
    JsonFile.write(json, figures);
    ProofTable.print(figures, System.out);
    System.out.printf(
        "%,d member%s: %s, %.1f s%n",
        figures.members().size(),
        figures.members().size() == 1 ? "" : "s",
        figures.forgotten()
            ? "nothing is left where it must not be"
            : "NOT forgotten everywhere, see above",
        figures.seconds());
    return figures.forgotten() ? 0 : 1;
  }

  private ForgetOptions options() {
    Checks.atLeastOne("--wait", waitSeconds);
    Checks.atLeastOne("--deadline-days", deadlineDays);
    return new ForgetOptions(
        new KafkaAccess(servers.bootstrap(), servers.clients()),
        servers.registry(),
        memberIds(),
        searchOnly,
        group,
        viewId,
        view == null ? null : Checks.address("--view", view),
        viewTokenFile == null ? null : read(viewTokenFile).strip(),
        savepoints,
        skipRaw,
        Duration.ofSeconds(waitSeconds),
        Duration.ofDays(deadlineDays));
  }

  private Set<String> memberIds() {
    Set<String> ids = new TreeSet<>(members);
    if (membersFile != null) {
      read(membersFile).lines().filter(line -> !line.isBlank()).forEach(ids::add);
    }
    if (ids.isEmpty()) {
      throw CommandFailure.badInput("nobody is named: give --member ID or --members-file FILE");
    }
    if (ids.size() > MEMBERS_MAX) {
      throw CommandFailure.badInput(
          ids.size()
              + " members are named, at most "
              + MEMBERS_MAX
              + " go at a time: split the file");
    }
    for (String id : ids) {
      if (id.isBlank() || id.length() > MemberEvents.ID_LENGTH_MAX) {
        throw CommandFailure.badInput(
            "'"
                + id
                + "' is no member id: it must have 1 to "
                + MemberEvents.ID_LENGTH_MAX
                + " characters");
      }
    }
    return ids;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandFailure.badInput(file + " cannot be read as UTF-8: " + e, e);
    }
  }
}

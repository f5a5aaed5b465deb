package io.playhead.deploy.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.CommandFailure;
import io.playhead.stream.ReplayJob;
import io.playhead.stream.RunFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Main class of a replay's process: the job alone, so that it can be killed. Says on standard
 * output how far it has come, a line {@code events N} now and then.
 */
public final class ReplayMain {
  private ReplayMain() {}

  /**
   * Runs the job.
   *
   * @param args the folder of the run, and {@code restore} to go on where one stopped
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    ObjectMapper json = new ObjectMapper();
    EngineOptions options =
        json.readValue(folder.resolve(EngineRun.OPTIONS).toFile(), EngineOptions.class);
    long[] firstNs = new long[1];
    try {
      Map<String, Object> counts =
          ReplayJob.run(
              options.job(args.length > 1),
              events -> {
                if (events > 0 && firstNs[0] == 0) {
                  firstNs[0] = System.nanoTime();
                }
                System.out.println("events " + events);
              });
      Map<String, Object> result = new HashMap<>(counts);
      result.put("seconds", (System.nanoTime() - firstNs[0]) / 1e9);
      json.writeValue(folder.resolve(EngineRun.RESULT).toFile(), result);
      System.exit(0);
    } catch (RunFailure e) {
      System.out.println("failure: " + e.getMessage());
      System.exit(e.exitCode());
    } catch (CommandFailure e) {
      System.out.println("failure: " + e.getMessage());
      System.exit(e.exitCode());
    }
  }
}

package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The built repository that local mode takes its processes from: class paths and the registry.
 * {@code deploy/playhead} names it in the system property {@code playhead.home}.
 *
 * @param root the repository's root
 */
public record Home(Path root) {
  /** The home this process was started from. */
  public static Home ofThisProcess() {
    String home = System.getProperty("playhead.home");
    if (home == null) {
      throw CommandFailure.other("playhead.home is not set: start me with deploy/playhead");
    }
    return new Home(Path.of(home).toAbsolutePath().normalize());
  }

  /** {@code given}, or the demo's model bundle where it is null. */
  public Path bundle(Path given) {
    return given != null ? given : root.resolve("deploy/demo-bundle");
  }

  /** The launcher of every command. */
  Path launcher() {
    return root.resolve("deploy/playhead");
  }

  /** Class path of the command line and of the job. */
  public String deployClassPath() {
    return classPath(root.resolve("deploy"));
  }

  /** Class path of the broker. */
  String brokerClassPath() {
    return classPath(root.resolve("deploy/broker"));
  }

  /** Class path of the view: its own, and the leash. */
  String viewClassPath() {
    return classPath(root.resolve("feature-state/view"))
        + File.pathSeparator
        + root.resolve("deploy/target/classes");
  }

  /** Class path of the registry: its own jars, and the leash. */
  String registryClassPath() {
    Path folder = root.resolve("deploy/target/registry");
    try (var jars = Files.newDirectoryStream(folder, "apicurio-registry-app-*-runner.jar")) {
      for (Path jar : jars) {
        return jar + File.pathSeparator + root.resolve("deploy/target/classes");
      }
    } catch (IOException e) {
      throw notBuilt(folder, e);
    }
    throw notBuilt(folder, null);
  }

  private static String classPath(Path module) {
    Path list = module.resolve("target/classpath");
    try {
      return module.resolve("target/classes") + File.pathSeparator + Files.readString(list).trim();
    } catch (IOException e) {
      throw notBuilt(list, e);
    }
  }

  private static CommandFailure notBuilt(Path missing, Throwable cause) {
    return CommandFailure.other(missing + " is missing: build with mvn -DskipTests package", cause);
  }
}

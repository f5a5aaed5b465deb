package io.playhead.deploy.manifests;

import io.playhead.deploy.Playhead;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Reads the command lines of manifests as the commands themselves would; starts none of them. */
final class Commands {
  private static final Path VIEW = Repository.ROOT.resolve("feature-state/view/target");

  private Commands() {}

  /** A command of the launcher, its name first. */
  static void parseLauncher(List<String> words) {
    new CommandLine(Playhead.class).parseArgs(words.toArray(String[]::new));
  }

  /** The job's main class. */
  static void parseJob(String mainClass, List<String> words) {
    try {
      new CommandLine(Class.forName(mainClass)).parseArgs(words.toArray(String[]::new));
    } catch (ClassNotFoundException e) {
      throw new AssertionError("there is no main class " + mainClass, e);
    }
  }

  /** The view, which has a class path of its own. */
  static void parseView(List<String> words) {
    try (URLClassLoader loader =
        new URLClassLoader(viewClassPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> commandLine = loader.loadClass("picocli.CommandLine");
      Object line =
          commandLine
              .getConstructor(Object.class)
              .newInstance(loader.loadClass("io.playhead.view.ViewCommand"));
      commandLine
          .getMethod("parseArgs", String[].class)
          .invoke(line, (Object) words.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw new AssertionError("the view refuses " + words + ": " + e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException | IOException e) {
      throw new AssertionError("the view cannot be read; is it built?", e);
    }
  }

  private static URL[] viewClassPath() throws IOException {
    String jars = Files.readString(VIEW.resolve("classpath")).trim();
    return Stream.concat(
            Stream.of(VIEW.resolve("classes")),
            Stream.of(jars.split(File.pathSeparator)).map(Path::of))
        .map(
            path -> {
              try {
                return path.toUri().toURL();
              } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toArray(URL[]::new);
  }
}

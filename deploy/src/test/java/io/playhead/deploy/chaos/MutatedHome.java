package io.playhead.deploy.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Home;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The built repository with a mutation: links to all of it, and a class path of the command line
 * and the job that begins with the changed classes.
 */
final class MutatedHome {
  private MutatedHome() {}

  static Home of(Home real, Mutation mutation, Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("mutated-classes"));
    compile(mutation.writeTo(real.root(), folder.resolve("mutated")), real, classes);
    Path root = Files.createDirectories(folder.resolve("home"));
    link(real.root(), root, "deploy");
    Path deploy = Files.createDirectories(root.resolve("deploy"));
    link(real.root().resolve("deploy"), deploy, "target");
    Path target = Files.createDirectories(deploy.resolve("target"));
    Path realTarget = real.root().resolve("deploy/target");
    link(realTarget, target, "classpath");
    Files.writeString(
        target.resolve("classpath"),
        classes + File.pathSeparator + Files.readString(realTarget.resolve("classpath")));
    return new Home(root);
  }

  private static void link(Path from, Path to, String but) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
      for (Path entry : entries) {
        if (!entry.endsWith(but)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
      }
    }
  }

  private static void compile(List<Path> sources, Home real, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-cp", real.deployClassPath(), "-d", classes.toString(), "-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }
}

package io.playhead.deploy.manifests;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of an image: loads what the image's class path has of native libraries, and says where
 * each of them lies.
 */
public final class NativesLoad {
  private NativesLoad() {}

  /** Each argument is CLASS#METHOD, without arguments of its own. */
  public static void main(String[] calls) throws ReflectiveOperationException, IOException {
    for (String call : calls) {
      String[] parts = call.split("#");
      Method method = Class.forName(parts[0]).getMethod(parts[1]);
      method.invoke(null);
      System.out.println("loaded " + call);
    }
    Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .filter(file -> file.contains(".so"))
        .distinct()
        .forEach(file -> System.out.println("mapped " + file));
  }
}

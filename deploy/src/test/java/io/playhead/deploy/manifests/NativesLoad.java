package io.playhead.deploy.manifests;

import java.lang.reflect.Method;

/** A process of an image: loads what the image's class path has of native libraries. */
public final class NativesLoad {
  private NativesLoad() {}

  /** Each argument is CLASS#METHOD, without arguments of its own. */
  public static void main(String[] calls) throws ReflectiveOperationException {
    for (String call : calls) {
      String[] parts = call.split("#");
      Method method = Class.forName(parts[0]).getMethod(parts[1]);
      method.invoke(null);
      System.out.println("loaded " + call);
    }
  }
}

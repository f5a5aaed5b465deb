package io.playhead.stream;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGTERM and SIGINT, before the JVM starts to shut down. A shutdown hook would be too late: hooks
 * run at the same time, and ONNX Runtime's frees its environment while a task may still be inside
 * it, which crashes the JVM. By reflection, because the compiler warns of {@code sun.misc} without
 * a way to say that it is known.
 */
final class Signals {
  private Signals() {}

  /** Runs {@code action} instead of ending the JVM; where the JVM has no such signals, never. */
  static void onStop(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "stop the job";
              };
      Object proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, calls);
      for (String name : new String[] {"TERM", "INT"}) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JVM does not let the job handle SIGTERM", e);
    }
  }
}

package io.playhead.view.http;

import io.javalin.http.Context;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A request and its answer without a server: what handlers ask of it and no more. */
final class StubContext {
  private final Map<String, String> path = new HashMap<>();
  private final Map<String, String> query = new HashMap<>();
  private final Map<String, String> requestHeaders = new HashMap<>();
  final Map<String, String> headers = new HashMap<>();
  int status = 200;
  String contentType;
  byte[] body = {};

  StubContext path(String name, String value) {
    path.put(name, value);
    return this;
  }

  StubContext query(String name, String value) {
    query.put(name, value);
    return this;
  }

  StubContext header(String name, String value) {
    requestHeaders.put(name, value);
    return this;
  }

  Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(), new Class<?>[] {Context.class}, this::call);
  }

  private Object call(Object context, Method method, Object[] arguments) {
    String called = method.getName() + "/" + arguments.length;
    switch (called) {
      case "pathParam/1" -> {
        return path.get(arguments[0]);
      }
      case "queryParam/1" -> {
        return query.get(arguments[0]);
      }
      case "header/1" -> {
        return requestHeaders.get(arguments[0]);
      }
      case "header/2" -> headers.put((String) arguments[0], (String) arguments[1]);
      case "status/1" -> status = (int) arguments[0];
      case "result/1" -> body = (byte[]) arguments[0];
      case "contentType/1" -> contentType = (String) arguments[0];
      default -> throw new UnsupportedOperationException(called);
    }
    return context;
  }
}

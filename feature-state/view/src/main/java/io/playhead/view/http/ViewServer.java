package io.playhead.view.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: which handler has which path, and what every answer has in common. */
final class ViewServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewServer.class);
  private static final long BODY_BYTES_MAX = 16 << 10;

  /** Path of a member's page. */
  static final String HOME = "/v1/members/{memberId}/home";

  /** In every answer: what it says it is, it is. */
  static final HttpField NO_SNIFF = new HttpField("X-Content-Type-Options", "nosniff");

  private static final String WEB = "io/playhead/view/web";

  /** Members' ids stand in paths: what is wrong is said without them. */
  private static final String FAILED = "The view failed to answer; its log has the reason.";

  private final Javalin javalin;

  private ViewServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /** All handlers; {@code local} is null outside local mode. */
  record Handlers(
      PlainLookups plain,
      HomeHandler home,
      StreamHandler stream,
      TokensHandler tokens,
      TitleHandlers titles,
      LocalHandlers local,
      Health health,
      MetricsHandler metrics,
      RequestTimes times) {}

  static ViewServer start(HttpOptions options, Handlers handlers) {
    Javalin javalin =
        Javalin.create(
            config -> {
              Connections.configure(config, options, handlers.plain);
              common(config);
              routes(config, handlers);
              config.requestLogger.http(handlers.times::answered);
            });
    javalin.start();
    return new ViewServer(javalin);
  }

  private static void common(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = BODY_BYTES_MAX;
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/web";
          files.directory = "/" + WEB;
          files.location = Location.CLASSPATH;
        });
    config.routes.before(context -> context.header(NO_SNIFF.getName(), NO_SNIFF.getValue()));
    config.routes.before(Requests::requireCharset);
    config.routes.exception(Problem.class, (problem, context) -> problem.send(context));
    config.routes.exception(
        HttpResponseException.class, (e, context) -> refused(e.getStatus()).send(context));
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("A request of {} failed", context.endpoint().path, e);
          Problem.of(500, FAILED).send(context);
        });
  }

  /** What the server itself refuses; its own words would repeat the path. */
  private static Problem refused(int status) {
    return Problem.of(
        status,
        switch (status) {
          case HttpStatus.NOT_FOUND_404, HttpStatus.METHOD_NOT_ALLOWED_405 ->
              "There is nothing for this method at this path; /openapi.yaml lists what there is.";
          case HttpStatus.PAYLOAD_TOO_LARGE_413 ->
              "A body has at most " + BODY_BYTES_MAX + " bytes.";
          default -> "The request cannot be answered; /openapi.yaml lists what can.";
        });
  }

  private static void routes(JavalinConfig config, Handlers handlers) {
    config.routes.get(
        "/",
        context ->
            context
                .header("Content-Security-Policy", "default-src 'self'")
                .header("Referrer-Policy", "no-referrer")
                .html(text(WEB + "/index.html")));
    config.routes.get(
        "/openapi.yaml",
        context ->
            context.result(text("io/playhead/view/openapi.yaml")).contentType("application/yaml"));
    config.routes.get(HOME, handlers.home);
    config.routes.get("/v1/members/{memberId}/home/stream", handlers.stream);
    config.routes.get("/v1/members/{memberId}/tokens", handlers.tokens);
    config.routes.get("/v1/titles", handlers.titles::several);
    config.routes.get("/v1/titles/{titleId}", handlers.titles::one);
    config.routes.get("/health/live", handlers.health::live);
    config.routes.get("/health/ready", handlers.health::ready);
    config.routes.get("/metrics", handlers.metrics);
    if (handlers.local != null) {
      config.routes.get("/v1/members", handlers.local::members);
      config.routes.post("/v1/members/{memberId}/events", handlers.local::event);
    }
  }

  private static String text(String resource) {
    try (InputStream in = ViewServer.class.getClassLoader().getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}

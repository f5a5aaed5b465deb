package io.playhead.deploy.browser;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Headless Chromium, as it is installed on this machine; nothing is downloaded. One thread. Test
 * fixture.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String MISSING =
      "no chromium and chromedriver on the PATH, so no page is tested in a browser (Debian: apt-get"
          + " install chromium chromium-driver)";

  /** Where the visitor of all tests lives: an hour is the same one on every machine. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("TZ", "America/New_York", "LANGUAGE", "en-US");

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Ends the test as skipped where there is no browser, and as failed where CI=true. */
  static void assumeInstalled() {
    if (browser() != null && onPath("chromedriver") != null) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      fail(MISSING);
    }
    abort(MISSING);
  }

  static Chromium start() {
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    // As root in a container there is neither a sandbox nor much of /dev/shm.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en-US");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").toFile())
            .usingAnyFreePort()
            .withEnvironment(ENVIRONMENT)
            .withTimeout(LIMIT)
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  private static Path browser() {
    return BROWSERS.stream().map(Chromium::onPath).filter(p -> p != null).findFirst().orElse(null);
  }

  private static Path onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Size of what is seen of a page, in CSS pixels. */
  void viewport(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whether the person prefers {@code light} or {@code dark}. */
  void colorScheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Errors on the console since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Writes what is seen now. */
  void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}

package io.playhead.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.report.Report;
import io.playhead.deploy.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * A report in a real browser, opened from a disk. Screenshots and the print go to {@code
 * target/screenshots}.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReportInABrowserTest {
  private static final Path SCREENSHOTS =
      Home.ofThisProcess().root().resolve("deploy/target/screenshots");
  private static final String BEYOND =
      "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
  private static final String COLORS =
      "return [...document.querySelectorAll('canvas')].map((canvas) => {"
          + " const { data } = canvas.getContext('2d')"
          + "   .getImageData(0, 0, canvas.width, canvas.height);"
          + " return [...new Set(new Uint32Array(data.buffer))].map((pixel) =>"
          + "   [pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255, pixel >>> 24].join(' ')); })";
  private static final String ACCENT = "11 87 208 255";
  private static final String DARK_ACCENT = "138 180 248 255";

  @TempDir private static Path folder;

  private static Chromium chromium;

  @BeforeAll
  static void startBrowser() {
    Chromium.assumeInstalled();
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void sitBeforeADesktop() {
    chromium.viewport(1280, 900);
    chromium.colorScheme("light");
    chromium.driver().get("about:blank");
    chromium.errors();
  }

  private static void open(Report report) throws IOException {
    Path file = folder.resolve("a folder/report.html");
    ReportFile.write(file, report);
    chromium.driver().get(file.toUri().toString());
  }

  @Test
  void everyChartIsDrawnAndNothingIsAskedOfTheNetwork() throws IOException {
    open(SampleReport.plain());

    assertThat(colors()).hasSize(3).allSatisfy(of -> assertThat(of).contains(ACCENT));
    assertThat(script("return performance.getEntriesByType('resource').length")).isEqualTo(0L);
    assertThat(script("return document.querySelectorAll('figure details td').length > 0"))
        .isEqualTo(true);
    for (WebElement canvas : chromium.driver().findElements(By.cssSelector("canvas"))) {
      long before = colorCount(canvas);
      new Actions(chromium.driver()).moveToElement(canvas).perform();
      assertThat(colorCount(canvas))
          .as("colours with what is said of a point")
          .isGreaterThan(before);
    }
    assertThat(chromium.driver().findElements(By.cssSelector("canvas")))
        .allSatisfy(canvas -> assertThat(canvas.getAccessibleName()).contains("table below"));
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void aHeadingSortsByClickAndByEnterAndSaysSo() throws IOException {
    open(SampleReport.plain());
    WebElement table = chromium.driver().findElement(By.cssSelector("#section-4 table"));
    WebElement plays = heading(table, 2);
    WebElement kind = heading(table, 1);
    WebElement als = heading(table, 4);

    press(plays, false);
    assertThat(order(table, 2)).isSortedAccordingTo((a, b) -> Double.compare(number(b), number(a)));
    assertThat(sorted(plays)).isEqualTo("descending");

    press(plays, true);
    assertThat(order(table, 2)).isSortedAccordingTo((a, b) -> Double.compare(number(a), number(b)));
    assertThat(sorted(plays)).isEqualTo("ascending");

    press(kind, true);
    assertThat(order(table, 1)).startsWith("movie").endsWith("–").hasSize(40);
    assertThat(sorted(kind)).isEqualTo("ascending");
    assertThat(sorted(plays)).isNull();

    press(als, false);
    assertThat(order(table, 4)).endsWith("–");
    press(als, false);
    assertThat(order(table, 4)).endsWith("–");
    assertThat(chromium.errors()).isEmpty();
  }

  private static WebElement heading(WebElement table, int column) {
    return table.findElements(By.cssSelector("thead th")).get(column);
  }

  private static void press(WebElement heading, boolean byKeyboard) {
    WebElement button = heading.findElement(By.tagName("button"));
    if (byKeyboard) {
      button.sendKeys(Keys.ENTER);
    } else {
      button.click();
    }
  }

  private static String sorted(WebElement heading) {
    return heading.getDomAttribute("aria-sort");
  }

  @SuppressWarnings("unchecked") // the script returns an array of strings
  private static List<String> order(WebElement table, int column) {
    return (List<String>)
        chromium
            .driver()
            .executeScript(
                "return [...arguments[0].tBodies[0].rows].map(r =>"
                    + " r.cells[arguments[1]].textContent)",
                table,
                column);
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  @Test
  void hostileStringsStayText() throws IOException {
    open(SampleReport.hostile());

    assertThat(script("return window.pwned")).isNull();
    assertThat(script("return document.querySelectorAll('img').length")).isEqualTo(0L);
    assertThat(script("return document.querySelectorAll('script').length")).isEqualTo(4L);
    assertThat(script("return document.title.length > 0")).isEqualTo(true);
    for (String element :
        List.of("h1", "h2", ".subtitle", ".sentence", ".note", "nav a", "dt", "code", "caption")) {
      assertThat(script("return document.querySelector('" + element + "').textContent"))
          .as(element)
          .isEqualTo(SampleReport.HOSTILE);
    }
    for (String element : List.of("tbody th", "thead button", "figcaption")) {
      assertThat(script("return document.querySelector('" + element + "').textContent"))
          .as(element)
          .isEqualTo(SampleReport.HOSTILE);
    }
    assertThat(
            script(
                "return JSON.parse(document.getElementById('charts').textContent)[0].categories[0]"))
        .isEqualTo(SampleReport.HOSTILE);
    assertThat(colors()).hasSize(2).allSatisfy(of -> assertThat(of).contains(ACCENT));
    assertThat(hiddenAtTheSidePx()).isZero();
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void thePolicyRunsNothingButTheParts() throws IOException {
    open(SampleReport.plain());

    script(
        "const element = document.createElement('script');"
            + " element.textContent = 'window.pwned = 1'; document.body.append(element);"
            + " document.body.insertAdjacentHTML('beforeend',"
            + " '<img src=https://example.com/x onerror=\"window.pwned = 1\">')");

    assertThat(script("return window.pwned")).isNull();
    assertThat(chromium.errors())
        .isNotEmpty()
        .allMatch(error -> error.contains("Content Security Policy"));
  }

  @Test
  void nothingIsCutOffInLightInDarkAndOnAPhone() throws IOException {
    open(SampleReport.plain());

    look("report-light", 1280, 900, "light");
    assertDrawnIn(ACCENT);
    look("report-dark", 1280, 900, "dark");
    assertDrawnIn(DARK_ACCENT);
    look("report-phone-light", 390, 844, "light");
    look("report-phone-dark", 390, 844, "dark");
    look("report-narrow", 320, 700, "light");

    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void aPrintIsInLightColoursWhateverTheScreenHas() throws IOException {
    open(SampleReport.plain());
    chromium.colorScheme("dark");
    assertDrawnIn(DARK_ACCENT);
    script(
        "window.seen = [];"
            + " addEventListener('beforeprint', () => window.seen.push('before'));"
            + " addEventListener('afterprint', () => window.seen.push('after'))");

    print("report.pdf");
    assertThat(script("return window.seen")).isEqualTo(List.of("before", "after"));
    assertDrawnIn(DARK_ACCENT);

    script("dispatchEvent(new Event('beforeprint'))");
    assertDrawnIn(ACCENT);
    assertThat(colors()).allSatisfy(of -> assertThat(of).doesNotContain(DARK_ACCENT));
    script("dispatchEvent(new Event('afterprint'))");
    assertDrawnIn(DARK_ACCENT);
    assertThat(hiddenAtTheSidePx()).isZero();
    assertThat(chromium.errors()).isEmpty();
  }

  private static void print(String name) throws IOException {
    Map<String, Object> print =
        chromium.driver().executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true));
    byte[] pdf = Base64.getDecoder().decode((String) print.get("data"));
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name), pdf);
  }

  private static void look(String name, int width, int height, String scheme) {
    chromium.viewport(width, height);
    chromium.colorScheme(scheme);
    // The whole page, because what is below the first screen can be cut as well.
    long pageHeight = (long) script("return document.documentElement.scrollHeight");
    chromium.viewport(width, (int) pageHeight);
    chromium.screenshot(SCREENSHOTS.resolve(name + ".png"));
    assertThat(hiddenAtTheSidePx()).as("%s: pixels beyond the right edge", name).isZero();
  }

  private static long hiddenAtTheSidePx() {
    return (long) script(BEYOND);
  }

  /** Of each canvas, the colours of its pixels: red, green, blue and opacity. */
  @SuppressWarnings("unchecked") // the script returns an array of arrays of strings
  private static List<List<String>> colors() {
    return (List<List<String>>) script(COLORS);
  }

  /** Charts are drawn anew a moment after the colour scheme has changed. */
  private static void assertDrawnIn(String color) {
    Await.until(Duration.ofSeconds(20), () -> colors().stream().allMatch(of -> of.contains(color)));
    assertThat(colors()).isNotEmpty().allSatisfy(of -> assertThat(of).contains(color));
  }

  private static long colorCount(WebElement canvas) {
    return (long)
        chromium
            .driver()
            .executeScript(
                "const { data } = arguments[0].getContext('2d').getImageData(0, 0,"
                    + " arguments[0].width, arguments[0].height);"
                    + " return new Set(new Uint32Array(data.buffer)).size",
                canvas);
  }

  private static Object script(String script) {
    return chromium.driver().executeScript(script);
  }
}

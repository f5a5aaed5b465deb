package io.playhead.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * A visitor's presses in a real browser change the page, through broker, job and view; also where
 * the view was away in between. Screenshots go to {@code target/screenshots}.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class HomePageInABrowserTest {
  private static final int PRESS_TO_PAGE_MS_MAX = 2_000;
  private static final int TABS_MAX = 40; // controls before the first card, twice
  private static final Path SCREENSHOTS =
      Home.ofThisProcess().root().resolve("deploy/target/screenshots");

  @TempDir private static Path folder;

  private static SimulatedWorld world;
  private static Chromium chromium;

  @BeforeAll
  @Timeout(value = 480, unit = TimeUnit.SECONDS)
  static void startEverything() {
    Chromium.assumeInstalled();
    world = SimulatedWorld.start(folder.resolve("work"));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopEverything() {
    if (chromium != null) {
      chromium.close();
    }
    if (world != null) {
      world.close();
    }
  }

  @BeforeEach
  void sitBeforeADesktop() {
    chromium.viewport(1280, 900);
    chromium.colorScheme("light");
  }

  @Test
  void aComedyOnThePhoneAtNoonAndTheTelevisionAtNightEachMakeAnotherPage() {
    HomePage page = HomePage.open(chromium, world.url());
    page.invent();

    playComedyOnThePhoneAtNoon(page);
    changeToTheTelevisionAtNight(page);

    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void thePageComesBackByItselfWhenTheViewWasRestarted() {
    HomePage page = HomePage.open(chromium, world.url());
    page.invent();
    playComedyOnThePhoneAtNoon(page);
    List<String> before = page.cards();
    assertThat(chromium.errors()).isEmpty();

    world.stopView();
    page.await("that it reconnects", () -> page.text("connection").equals("reconnecting"));
    assertThat(page.cards()).isEqualTo(before);
    world.startView();
    page.await("that it is live", () -> page.text("connection").equals("live"));

    changeToTheTelevisionAtNight(page);
    playComedyOnThePhoneAtNoon(page);
    // While the view was away, and of nothing else.
    assertThat(chromium.errors()).allMatch(error -> error.contains("ERR_CONNECTION"));
  }

  @Test
  void aMemberWithoutAPageSeesWhatIsPopular() {
    HomePage page = HomePage.open(chromium, world.url());

    page.show("nobody");

    page.await("what is popular", () -> "popular".equals(page.kind()));
    assertThat(page.cards()).isNotEmpty();
    assertThat(page.revision()).isEqualTo(-1);
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void aTitleIsPlayedByKeyboardAndTheFocusIsNotLostWhenRowsReorder() {
    HomePage page = HomePage.open(chromium, world.url());
    page.invent();

    WebElement card = tabToACard(page);
    String played = card.findElement(org.openqa.selenium.By.className("card-name")).getText();
    List<String> before = page.cards();
    print("Enter on a card", page.answer(() -> page.key(Keys.ENTER)));
    page.awaitOtherThan(before);
    assertThat(page.text("now-playing")).contains(played);

    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void nothingIsCutOffInLightInDarkAndOnAPhone() {
    HomePage page = HomePage.open(chromium, world.url());
    page.invent();
    playComedyOnThePhoneAtNoon(page);

    look(page, "desktop-light", 1280, 900, "light");
    look(page, "desktop-dark", 1280, 900, "dark");
    look(page, "phone-light", 390, 844, "light");
    look(page, "phone-dark", 390, 844, "dark");
    changeToTheTelevisionAtNight(page);
    look(page, "desktop-night", 1280, 900, "dark");

    assertThat(chromium.errors()).isEmpty();
  }

  private static void playComedyOnThePhoneAtNoon(HomePage page) {
    page.press("device-phone");
    page.press("noon");
    page.awaitRest(); // A card that still slides is no longer where the browser presses.
    List<String> before = page.cards();

    int pressToPageMs = page.answer(() -> page.firstOf("comedy").click());
    page.awaitOtherThan(before);

    print("a comedy on the phone at noon", pressToPageMs);
    assertThat(pressToPageMs).isLessThan(PRESS_TO_PAGE_MS_MAX);
  }

  private static void changeToTheTelevisionAtNight(HomePage page) {
    List<String> before = page.cards();

    int toTelevisionMs = page.press("device-television");
    int toNightMs = page.press("night");
    page.awaitOtherThan(before);

    print("the television", toTelevisionMs);
    print("the night", toNightMs);
    assertThat(page.text("home-note")).contains("for the television at 22:00");
  }

  private static WebElement tabToACard(HomePage page) {
    for (int tabs = 0; tabs < TABS_MAX; tabs++) {
      page.key(Keys.TAB);
      WebElement focused = page.focused();
      if ("card".equals(focused.getDomAttribute("class"))) {
        return focused;
      }
    }
    throw new AssertionError("no card has the focus after " + TABS_MAX + " tabs");
  }

  private static void look(HomePage page, String name, int width, int height, String scheme) {
    chromium.viewport(width, height);
    chromium.colorScheme(scheme);
    page.awaitRest();
    page.scrollRowsToTheirStart();
    chromium.screenshot(SCREENSHOTS.resolve(name + ".png"));
    assertThat(page.hiddenAtTheSidePx()).as("%s: pixels beyond the right edge", name).isZero();
  }

  private static void print(String press, int ms) {
    System.out.printf("press to page: %d ms, %s%n", ms, press);
  }
}

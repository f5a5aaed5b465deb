package io.playhead.deploy.browser;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The view's page as a visitor sees and uses it. One thread. Test fixture. */
final class HomePage {
  /** Of everything that is waited for; what the page measures is checked by itself. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Pattern PRESS = Pattern.compile("press to page (\\d+) ms");
  private static final String REVISION = "return document.body.dataset.revision";
  private static final String KIND = "return document.body.dataset.kind";
  private static final String PRESSES = "return document.querySelectorAll('#presses li').length";
  private static final String MOVING = "return document.getAnimations().length > 0";
  private static final String BEYOND =
      "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
  private static final String CARDS =
      "return [...document.querySelectorAll('#rows .card')]"
          + ".map((card) => card.closest('.row').dataset.row + ' ' + card.dataset.titleId)";
  private static final String FIRST_OF_GENRE =
      "return [...document.querySelectorAll('#rows button.card')].find((card) =>"
          + " card.querySelector('.card-facts').textContent.split(/, | ·"
          + " /).includes(arguments[0]))";

  private final ChromeDriver driver;

  private HomePage(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Opens it anew: nobody is chosen, nothing measured. The page remembers ten presses. */
  static HomePage open(Chromium chromium, String url) {
    chromium.driver().get("about:blank"); // else only what follows the # would change
    chromium.driver().get(url);
    HomePage page = new HomePage(chromium.driver());
    page.await("the form for a member", () -> page.find("member-form").isDisplayed());
    return page;
  }

  /** Becomes a member that nobody was before; returns from press to page, ms. */
  int invent() {
    return answer(() -> find("invent").click());
  }

  /** Chooses a member by id. */
  void show(String memberId) {
    find("member").sendKeys(memberId, Keys.ENTER);
  }

  /** Presses a button that sends an event; returns from press to page, ms, as the page says. */
  int press(String id) {
    return answer(() -> find(id).click());
  }

  /** Does what sends an event; returns from press to page, ms, as the page says. */
  int answer(Runnable action) {
    long revision = revision();
    long presses = (long) driver.executeScript(PRESSES);
    action.run();
    await("a page that answers", () -> (long) driver.executeScript(PRESSES) > presses);
    await("a page after revision " + revision, () -> revision() > revision);
    Matcher matcher = PRESS.matcher(find("press-to-page").getText());
    if (!matcher.matches()) {
      throw new AssertionError("#press-to-page says: " + find("press-to-page").getText());
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Row and title of each card, in order. */
  @SuppressWarnings("unchecked") // the script returns an array of strings
  List<String> cards() {
    return (List<String>) driver.executeScript(CARDS);
  }

  /** Waits until the cards are others, or in another order. */
  void awaitOtherThan(List<String> cards) {
    await("another order of cards", () -> !cards().equals(cards));
  }

  /** Waits until nothing slides any more. */
  void awaitRest() {
    await("the end of all sliding", () -> !(boolean) driver.executeScript(MOVING));
  }

  /** Each row from its first title on, wherever a press has scrolled it. */
  void scrollRowsToTheirStart() {
    driver.executeScript(
        "document.querySelectorAll('.strip').forEach(s => { s.scrollLeft = 0; });");
  }

  /** The first card of that genre; fails where the page has none. */
  WebElement firstOf(String genre) {
    Object card = driver.executeScript(FIRST_OF_GENRE, genre);
    if (card == null) {
      throw new AssertionError("no card of genre " + genre + " among " + cards());
    }
    return (WebElement) card;
  }

  /** Revision of the page; -1: there is none, or it is of what is popular. */
  long revision() {
    String revision = (String) driver.executeScript(REVISION);
    return revision == null ? -1 : Long.parseLong(revision);
  }

  /** Kind of the page; null: there is none. */
  String kind() {
    return (String) driver.executeScript(KIND);
  }

  /** How far the page reaches beyond the right edge of what is seen, CSS pixels. */
  long hiddenAtTheSidePx() {
    return (long) driver.executeScript(BEYOND);
  }

  String text(String id) {
    return find(id).getText();
  }

  WebElement find(String id) {
    return driver.findElement(By.id(id));
  }

  /** Presses a key, wherever the focus is. */
  void key(CharSequence key) {
    new Actions(driver).sendKeys(key).perform();
  }

  /** What has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(driver, LIMIT, POLL)
        .withMessage(
            () ->
                "no sight of %s; the page says: %s %s"
                    .formatted(what, text("home-note"), text("problem")))
        .until(any -> condition.getAsBoolean());
  }
}

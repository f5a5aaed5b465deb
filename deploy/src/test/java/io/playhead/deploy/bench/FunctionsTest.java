package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.HomePage;
import io.playhead.schemas.PlaybackEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That what is measured does what it says. */
class FunctionsTest {
  @Test
  void eachFunctionDoesWhatItSays() throws Exception {
    System.setProperty(
        Functions.BUNDLE,
        Path.of(System.getProperty("playhead.home"), "deploy", "demo-bundle").toString());
    Functions functions = new Functions();
    functions.begin();
    try {
      assertThat(functions.decodeEvent())
          .isInstanceOfSatisfying(
              PlaybackEvent.class, event -> assertThat(event.getMemberId()).isEqualTo("member-0"));
      assertThat((List<?>) functions.eventIntoWindow()).hasSize(2);
      List<HomePage> pages = functions.page();
      assertThat(pages).hasSize(64).allSatisfy(page -> assertThat(page.rows()).isNotEmpty());
      assertThat(functions.titleIntoCatalogue()).hasFieldOrPropertyWithValue("size", 10_000);
    } finally {
      functions.end();
      System.clearProperty(Functions.BUNDLE);
    }
  }
}

package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a member's pages is newer, and how it is written. */
class PageIdTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0-0",
    "12, 345, 12-345",
    "-1, -2, -1--2",
    "9223372036854775807, -9223372036854775808, 9223372036854775807--9223372036854775808",
    "-9223372036854775808, 9223372036854775807, -9223372036854775808-9223372036854775807"
  })
  void readsWhatItWrites(long revision, long madeAtMs, String text) {
    PageId id = new PageId(revision, madeAtMs);

    assertThat(id.toString()).isEqualTo(text);
    assertThat(PageId.parse(text)).isEqualTo(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "-",
        "--",
        "5",
        "-5",
        "5-",
        "-5-",
        "5-x",
        "x-5",
        "5 -6",
        "5-6 ",
        "5-6-7",
        "5.0-6",
        "9223372036854775808-0",
        "0-9223372036854775808",
        "a page of somebody else's"
      })
  void readsNothingElse(String text) {
    assertThat(PageId.parse(text)).isNull();
  }

  @Test
  void isNewerByRevisionThenByTimeOfMaking() {
    List<PageId> order =
        List.of(
            new PageId(Long.MIN_VALUE, 9),
            new PageId(-1, 9),
            new PageId(3, Long.MIN_VALUE),
            new PageId(3, -5),
            new PageId(3, 4),
            new PageId(3, 5),
            new PageId(4, 0),
            new PageId(Long.MAX_VALUE, 0));
    List<PageId> turned = new ArrayList<>(order);
    Collections.reverse(turned);

    Collections.sort(turned);

    assertThat(turned).isEqualTo(order);
    assertThat(new PageId(3, 4)).isEqualByComparingTo(new PageId(3, 4));
  }
}

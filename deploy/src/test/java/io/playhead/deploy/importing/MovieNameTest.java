package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MovieNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Stone Harbour (1995) | Stone Harbour | 1995",
        "Harbour, The (1995) | The Harbour | 1995",
        "  Quiet Hour, A (1986)  | A Quiet Hour | 1986",
        "Old Mill, An (1951) | An Old Mill | 1951",
        "Homme du port, L' (1995) | L'Homme du port | 1995",
        "Grey Sea, The (Mer grise, La) (1963) | The Grey Sea (La Mer grise) | 1963",
        "Mer grise, La (Grey Sea, The) (1963) | La Mer grise (The Grey Sea) | 1963",
        "Two Tides (a.k.a. Tides, The) (2001) | Two Tides (a.k.a. The Tides) | 2001",
        "Port, Port (1996) | Port, Port | 1996",
        "I, the Keeper (1990) | I, the Keeper | 1990",
        "Her Grace (Her Grace, Lady Anne) (1997) | Her Grace (Her Grace, Lady Anne) | 1997",
        "Shore VII: The Long Way (1995) (V) | Shore VII: The Long Way | 1995",
        "Night Watch (2006–2007) | Night Watch | 2006",
        "Night Watch (1975-1979) | Night Watch | 1975",
        "Night Watch (2009– ) | Night Watch | 2009",
        "1984 (1984) | 1984 | 1984",
        "Harbour 5 | Harbour 5 | ",
        "unknown | unknown | ",
        "(1999) | (1999) | ",
        "Tower (of London) | Tower (of London) | ",
        "$9.99 \\ more (2008) | $9.99 \\ more | 2008",
      })
  void putsArticlesInFrontAndTheYearAside(String text, String name, Integer year) {
    assertThat(MovieName.parse(text)).isEqualTo(new MovieName(name, year));
  }
}

package io.playhead.deploy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ViewedTitleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Harbour: Season 2: Low Tide (Episode 3) | Harbour | Season 2 | 2 | Low Tide | 3",
        "Harbour: Season 2: Low Tide | Harbour | Season 2 | 2 | Low Tide | ",
        "Harbour: Season 2 | Harbour | Season 2 | 2 | | ",
        "The Sea: Next: Season 1: At Far (Episode 1) | The Sea: Next | Season 1 | 1 | At Far | 1",
        "Harbour: Season 1: Chapter 1: Fog (Episode 1) | Harbour | Season 1 | 1 | Chapter 1: Fog | 1",
        "Harbour: Limited Series: Fog (Episode 1) | Harbour | Limited Series | | Fog | 1",
        "Harbour: Part 1: Fog (Episode 2) | Harbour | Part 1 | 1 | Fog | 2",
        "Harbour: Part 1: Fog | Harbour | Part 1 | 1 | Fog | ",
        "Harbour: Part 4 (Episode 7) | Harbour | Part 4 | 4 | | 7",
        "Harbour: Volume 2 | Harbour | Volume 2 | 2 | | ",
        "Harbour: Chapter 3: The Fog | Harbour | Chapter 3 | 3 | The Fog | ",
        "Harbour: Harbour 2: Part One: Fog (Episode 1) | Harbour | Harbour 2 | | Part One: Fog | 1",
        "Harbour: Fog (Episode 12) | Harbour | | | Fog | 12",
        "Harbour (Episode 12) | Harbour | | | | 12",
        "Puerto: Temporada 2: Niebla (Episodio 3) | Puerto | Temporada 2 | 2 | Niebla | 3",
        "Puerto: 2ª temporada: Niebla | Puerto | 2ª temporada | 2 | Niebla | ",
        "Hafen: Staffel 1: Nebel (Folge 4) | Hafen | Staffel 1 | 1 | Nebel | 4",
        "Hafen: 3. Staffel | Hafen | 3. Staffel | 3 | | ",
        "Le Port : Saison 3 : Brume (Épisode 5) | Le Port | Saison 3 | 3 | Brume | 5",
        "Le Port\u00a0: Partie 2\u00a0: Brume (épisode 5) | Le Port | Partie 2 | 2 | Brume | 5",
        "Porto: Stagione 1: Nebbia (Episodio 1) | Porto | Stagione 1 | 1 | Nebbia | 1",
      })
  void takesShowsApart(
      String text, String show, String season, Integer number, String episode, Integer at) {
    assertThat(ViewedTitle.parse(text))
        .isEqualTo(new ViewedTitle("show", show, season, number, episode, at));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Harbour",
        "Harbour: The Long Way Home",
        "Tide: Impossible - Fog: Return",
        "Grey Harbour: Part 2",
        "Low Tide: Part Two",
        "Season 2",
        "A Season: Of Fog",
        "Harbour: Episode IV",
        "Harbour (2019)",
        ": Season 1: x",
      })
  void leavesFilmsWhole(String text) {
    assertThat(ViewedTitle.parse(text))
        .isEqualTo(new ViewedTitle("movie", text, null, null, null, null));
  }

  @Test
  void givesOneIdToAShowAndAnotherToAFilmOfItsName() {
    String id = ViewedTitle.parse("Low Tide!: Season 1: Fog (Episode 1)").titleId();

    assertThat(id).matches("low-tide-[0-9a-f]{12}");
    assertThat(ViewedTitle.parse("Low  Tide!: Season 4: Sun (Episode 9)").titleId()).isEqualTo(id);
    assertThat(ViewedTitle.parse("Low Tide!").titleId()).isNotEqualTo(id).startsWith("low-tide-");
    assertThat(ViewedTitle.parse("Low Tide?").titleId())
        .isNotEqualTo(ViewedTitle.parse("Low Tide!").titleId());
  }

  @Test
  void givesIdsToNamesOfAnyScriptAndLength() {
    assertThat(ViewedTitle.parse("港の霧").titleId()).startsWith("港の霧-");
    assertThat(ViewedTitle.parse("🦊").titleId()).matches("[0-9a-f]{12}");
    assertThat(ViewedTitle.parse("𝔸".repeat(600)).titleId().length()).isBetween(40, 80);
    // One name, composed and not.
    assertThat(ViewedTitle.parse("Zoe\u0308").titleId())
        .isEqualTo(ViewedTitle.parse("Zo\u00eb").titleId());
  }

  @Test
  void keepsIdsFromReleaseToRelease() {
    assertThat(ViewedTitle.parse("Harbour: Season 1").titleId()).isEqualTo("harbour-a8d6fb32fb47");
  }
}

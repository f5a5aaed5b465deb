package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedStateSearchTest {
  @TempDir private Path folder;

  @Test
  void saysThatAFolderHoldsNoState() {
    assertThatThrownBy(() -> SavedStateSearch.search(folder, Set.of("a")))
        .isInstanceOf(SavedStateException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void saysThatAFileIsNoState() throws Exception {
    Files.write(folder.resolve("_metadata"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

    assertThatThrownBy(() -> SavedStateSearch.search(folder, Set.of("a")))
        .isInstanceOf(SavedStateException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void tellsAMarkerFromAHistory() {
    SavedMember marker = new SavedMember("a", 100, 0, 0, 0, false, 0);
    SavedMember before = new SavedMember("a", -1, 5, 0, 0, false, 1);
    SavedMember earlierErasure = new SavedMember("a", 99, 5, 0, 0, false, 1);
    SavedMember after = new SavedMember("a", 100, 40, 1, 1, false, 1);
    SavedMember orphans = new SavedMember("a", 100, 0, 3, 0, false, 0);
    SavedMember orphanTimer = new SavedMember("a", 100, 0, 0, 0, false, 1);

    assertThat(marker.isMarker()).isTrue();
    assertThat(marker.holdsFromBefore(100)).isFalse();
    assertThat(before.holdsFromBefore(100)).isTrue();
    assertThat(earlierErasure.holdsFromBefore(100)).isTrue();
    assertThat(after.isMarker()).isFalse();
    assertThat(after.holdsFromBefore(100)).isFalse();
    assertThat(orphans.holdsFromBefore(100)).isTrue();
    assertThat(orphanTimer.holdsFromBefore(100)).isTrue();
  }
}

package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path folder;

  @Test
  void isOneJobsAlone() throws Exception {
    Path stateDir = folder.resolve("state");
    StateFolder taken = StateFolder.take(stateDir);
    Path inUse = Files.createDirectories(StateFolder.rocksDb(stateDir).resolve("job/db"));

    assertThatThrownBy(() -> StateFolder.take(stateDir))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("--state-dir=" + stateDir)
        .hasMessageContaining("another job");
    assertThat(inUse).as("what the job that runs has").exists();

    taken.close();
    StateFolder.take(stateDir).close();
  }

  @Test
  void keepsNoCopyOfMembersOfAProcessThatWasKilled() throws Exception {
    Path db = Files.createDirectories(StateFolder.rocksDb(folder).resolve("job/db"));
    Files.writeString(db.resolve("000001.sst"), "members");
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoints/job/chk-1"));

    StateFolder.take(folder).close();

    assertThat(StateFolder.rocksDb(folder)).doesNotExist();
    assertThat(checkpoint).exists();
  }
}

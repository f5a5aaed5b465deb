package io.playhead.deploy.compare;

/** The plays of each member in order, as one array of numbers. Immutable. */
final class PlaysByMember {
  private final int[] starts;
  private final int[] plays;

  PlaysByMember(RecordedPlays recorded) {
    int memberCount = recorded.members().size();
    int playCount = recorded.plays().count();
    starts = new int[memberCount + 1];
    for (int play = 0; play < playCount; play++) {
      starts[recorded.plays().member(play) + 1]++;
    }
    for (int member = 0; member < memberCount; member++) {
      starts[member + 1] += starts[member];
    }
    int[] next = starts.clone();
    plays = new int[playCount];
    for (int play = 0; play < playCount; play++) {
      plays[next[recorded.plays().member(play)]++] = play;
    }
  }

  /** Place of the member's first play. */
  int start(int member) {
    return starts[member];
  }

  /** Place behind the member's last play. */
  int end(int member) {
    return starts[member + 1];
  }

  /** The play at that place. */
  int play(int place) {
    return plays[place];
  }
}

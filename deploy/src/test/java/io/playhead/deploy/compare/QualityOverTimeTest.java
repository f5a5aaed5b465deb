package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QualityOverTimeTest {
  private static final long START = 1_600_000_000_000L;

  private static QualityOverTime of(long... playsMs) {
    MadeUp made = new MadeUp();
    for (int i = 0; i < playsMs.length; i++) {
      made.play("m", "t" + i, START + playsMs[i]);
    }
    RecordedPlays recorded = made.read();
    int[] all = IntStream.range(0, playsMs.length).toArray();
    return QualityOverTime.of(recorded, MadeUp.walk(recorded, List.of()), all);
  }

  /** Sixty milliseconds: parts of two, the second from the third on. */
  @Test
  void beginsAPartAtItsFirstMoment() {
    QualityOverTime overTime = of(0, 1, 2, 58, 59);

    assertThat(overTime.widthMs()).isEqualTo(2);
    assertThat(overTime.parts()).hasSize(30);
    assertThat(overTime.parts().get(0).plays()).isEqualTo(2);
    assertThat(overTime.parts().get(1).plays()).isEqualTo(1);
    assertThat(overTime.parts().get(1).fromMs()).isEqualTo(START + 2);
    assertThat(overTime.parts().get(29).plays()).isEqualTo(2);
  }

  @Test
  void hasFewerPartsWhereTheRecordingIsShort() {
    assertThat(of(0).parts()).hasSize(1);
    assertThat(of(0, 30).parts()).hasSize(16); // thirty-one milliseconds in parts of two
  }
}

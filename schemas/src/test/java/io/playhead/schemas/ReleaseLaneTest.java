package io.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleaseLaneTest {
  private static ModelRelease release(double memberShare, boolean shadow) {
    return ModelRelease.newBuilder()
        .setChannel("tv")
        .setModelId("m")
        .setBundleUri("file:///b")
        .setManifestSha256("0")
        .setEffectiveFromMs(0)
        .setMemberShare(memberShare)
        .setShadow(shadow)
        .build();
  }

  @Test
  void aReleaseStandsUnderTheKeyOfItsLane() {
    assertThat(ReleaseLane.key(release(1, false))).isEqualTo("tv");
    assertThat(ReleaseLane.key(release(.1, false))).isEqualTo("tv#canary");
    assertThat(ReleaseLane.key(release(.1, true))).isEqualTo("tv#shadow");
    assertThat(ReleaseLane.key(release(1, true))).isEqualTo("tv#shadow");
  }

  @Test
  void aKeyNamesItsLane() {
    for (ReleaseLane lane : ReleaseLane.values()) {
      assertThat(ReleaseLane.ofKey(lane.key("tv"))).isEqualTo(lane);
    }
    assertThat(ReleaseLane.ofKey("canary")).isEqualTo(ReleaseLane.SERVING);
    assertThat(ReleaseLane.ofKey("tv#serving")).isEqualTo(ReleaseLane.SERVING);
  }
}

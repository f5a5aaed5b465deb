package io.playhead.deploy.simulator;

import java.util.Locale;

/** Devices, with the sitting that people have on them. */
enum Device {
  PHONE("android", "cellular", 12, 40),
  TABLET("ipados", "wifi", 25, 75),
  COMPUTER("linux", "wifi", 30, 90),
  TELEVISION("webos", "ethernet", 60, 190);

  private final String os;
  private final String network;
  private final int sittingMinutesMin;
  private final int sittingMinutesMax;

  Device(String os, String network, int sittingMinutesMin, int sittingMinutesMax) {
    this.os = os;
    this.network = network;
    this.sittingMinutesMin = sittingMinutesMin;
    this.sittingMinutesMax = sittingMinutesMax;
  }

  /** As it stands in an event. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String os() {
    return os;
  }

  String network() {
    return network;
  }

  int sittingMinutesMin() {
    return sittingMinutesMin;
  }

  int sittingMinutesMax() {
    return sittingMinutesMax;
  }

  /** Length people look for on this device at this time, minutes. */
  double runtimeMinutesSought(Daypart daypart, boolean weekend) {
    return switch (this) {
      case PHONE -> daypart == Daypart.NIGHT ? 20 : 9;
      case TABLET -> 26;
      case COMPUTER -> 45;
      case TELEVISION ->
          (daypart == Daypart.EVENING || daypart == Daypart.NIGHT ? 80 : 45) * (weekend ? 1.4 : 1);
    };
  }
}

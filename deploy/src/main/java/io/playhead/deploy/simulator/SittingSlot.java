package io.playhead.deploy.simulator;

/** When people sit down, in local time, and on what. The order is that of the day. */
enum SittingSlot {
  COMMUTE(7, 9, .5, Device.PHONE, Device.TABLET),
  NOON(12, 13, .8, Device.PHONE, Device.COMPUTER),
  AFTERNOON(15, 17, .5, Device.TABLET, Device.COMPUTER),
  EVENING(19, 21, 1.5, Device.TELEVISION, Device.COMPUTER),
  NIGHT(22, 23, .6, Device.TELEVISION, Device.PHONE);

  private final int firstHour;
  private final int lastHour;
  private final double weight;
  private final Device mostly;
  private final Device sometimes;

  SittingSlot(int firstHour, int lastHour, double weight, Device mostly, Device sometimes) {
    this.firstHour = firstHour;
    this.lastHour = lastHour;
    this.weight = weight;
    this.mostly = mostly;
    this.sometimes = sometimes;
  }

  /** First local hour a sitting starts in. */
  int firstHour() {
    return firstHour;
  }

  /** Last local hour a sitting starts in. */
  int lastHour() {
    return lastHour;
  }

  double weight() {
    return weight;
  }

  /** The device, given a number drawn from 0 to 1. */
  Device device(double drawn) {
    return drawn < .78 ? mostly : sometimes;
  }
}

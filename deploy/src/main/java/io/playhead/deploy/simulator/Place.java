package io.playhead.deploy.simulator;

import java.time.ZoneId;

/** Where members live: country, language and time zone, and their share of all members. */
enum Place {
  NEW_YORK("US", "en-US", "America/New_York", .15),
  LOS_ANGELES("US", "en-US", "America/Los_Angeles", .10),
  SAO_PAULO("BR", "pt-BR", "America/Sao_Paulo", .14),
  LONDON("GB", "en-GB", "Europe/London", .09),
  BERLIN("DE", "de-DE", "Europe/Berlin", .12),
  PARIS("FR", "fr-FR", "Europe/Paris", .10),
  MUMBAI("IN", "hi-IN", "Asia/Kolkata", .12),
  TOKYO("JP", "ja-JP", "Asia/Tokyo", .10),
  SEOUL("KR", "ko-KR", "Asia/Seoul", .08);

  private final String country;
  private final String locale;
  private final String timeZone;
  private final ZoneId zone;
  private final double share;

  Place(String country, String locale, String timeZone, double share) {
    this.country = country;
    this.locale = locale;
    this.timeZone = timeZone;
    this.zone = ZoneId.of(timeZone);
    this.share = share;
  }

  String country() {
    return country;
  }

  String locale() {
    return locale;
  }

  /** The language alone, such as pt. */
  String language() {
    return locale.substring(0, 2);
  }

  String timeZone() {
    return timeZone;
  }

  ZoneId zone() {
    return zone;
  }

  double share() {
    return share;
  }
}

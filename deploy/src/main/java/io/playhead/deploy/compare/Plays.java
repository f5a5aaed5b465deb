package io.playhead.deploy.compare;

import io.playhead.window.RequestContext;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Locale;

/**
 * The plays that pages are held against, by number from 0 in the order of their events; 36 B a
 * play. One thread.
 */
final class Plays {
  /** Stands for a device or country that no event has named. */
  static final String UNKNOWN = "unknown";

  private final IntArrayList events = new IntArrayList();
  private final LongArrayList timesMs = new LongArrayList();
  private final IntArrayList members = new IntArrayList();
  private final IntArrayList titles = new IntArrayList();
  private final IntArrayList devices = new IntArrayList();
  private final IntArrayList countries = new IntArrayList();
  private final IntArrayList localHours = new IntArrayList();
  private final IntArrayList localWeekdays = new IntArrayList();
  private final Ordinals deviceNames = new Ordinals();
  private final Ordinals countryNames = new Ordinals();

  void add(int event, long timeMs, int member, int title, RequestContext context) {
    events.add(event);
    timesMs.add(timeMs);
    members.add(member);
    titles.add(title);
    devices.add(deviceNames.of(word(context.deviceType())));
    countries.add(countryNames.of(word(context.country())));
    localHours.add(context.localHour());
    localWeekdays.add(context.localWeekday());
  }

  private static String word(String value) {
    return value == null || value.isBlank() ? UNKNOWN : value.strip().toLowerCase(Locale.ROOT);
  }

  int count() {
    return events.size();
  }

  /** Index of its event. */
  int event(int play) {
    return events.getInt(play);
  }

  /** When, milliseconds since 1970-01-01 UTC. */
  long timeMs(int play) {
    return timesMs.getLong(play);
  }

  int member(int play) {
    return members.getInt(play);
  }

  int title(int play) {
    return titles.getInt(play);
  }

  /** In lower case, or {@link #UNKNOWN}. */
  String deviceType(int play) {
    return deviceNames.name(devices.getInt(play));
  }

  /** In lower case, or {@link #UNKNOWN}. */
  String country(int play) {
    return countryNames.name(countries.getInt(play));
  }

  /** 0 to 23; -1: unknown. */
  int localHour(int play) {
    return localHours.getInt(play);
  }

  /** 1 Monday to 7 Sunday; 0: unknown. */
  int localWeekday(int play) {
    return localWeekdays.getInt(play);
  }
}

package io.playhead.deploy.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Shares of the oracle by what the play was made in. Pure. */
final class OracleSlices {
  private OracleSlices() {}

  /** By dimension, then by value; names as in the JSON. */
  static Map<String, List<OracleSlice>> of(List<AskedPlay> plays) {
    Map<String, List<OracleSlice>> slices = new LinkedHashMap<>();
    slices.put("deviceType", slice(plays, AskedPlay::deviceType));
    slices.put("daypart", slice(plays, play -> Slices.daypart(play.localHour())));
    slices.put("country", slice(plays, AskedPlay::country));
    slices.put("historyLength", slice(plays, play -> Slices.length(play.tokens())));
    return slices;
  }

  private static List<OracleSlice> slice(List<AskedPlay> plays, Function<AskedPlay, String> value) {
    Map<String, List<AskedPlay>> groups = new TreeMap<>();
    for (AskedPlay play : plays) {
      groups.computeIfAbsent(value.apply(play), v -> new ArrayList<>()).add(play);
    }
    List<OracleSlice> slices = new ArrayList<>();
    groups.forEach((v, group) -> slices.add(slice(v, group)));
    return slices;
  }

  private static OracleSlice slice(String value, List<AskedPlay> plays) {
    double oracle = plays.stream().mapToDouble(play -> play.oracle().expected()).sum();
    double lists = plays.stream().mapToDouble(play -> play.lists().expected()).sum();
    return new OracleSlice(value, plays.size(), oracle / plays.size(), lists / oracle);
  }
}

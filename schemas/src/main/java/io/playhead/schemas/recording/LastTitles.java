package io.playhead.schemas.recording;

import io.playhead.schemas.Title;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which of a recording's title records are in force at its end. Stateless. */
final class LastTitles {
  private LastTitles() {}

  /** Their places in the file, from 0; reads titles and arrivals once. */
  static BitSet of(Recording recording) {
    Map<String, Integer> placeOf = new HashMap<>();
    int place = 0;
    try (ArrivedRecords control = ArrivedRecords.control(recording)) {
      while (control.hasNext()) {
        Arrived next = control.next();
        if (!next.topic().equals(RecordingFile.TITLES.topic())) {
          continue;
        }
        if (next.isRemoval()) {
          placeOf.remove(next.removedKey());
        } else {
          placeOf.put(((Title) next.record()).getTitleId(), place++);
        }
      }
    }
    BitSet places = new BitSet(place);
    placeOf.values().forEach(places::set);
    return places;
  }
}

package io.playhead.stream;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.state.api.OperatorIdentifier;

/**
 * Sees that nothing of members can be in a checkpoint or savepoint where it is not looked for: a
 * state that was added and is not read here would else be called empty. Stateless.
 */
final class SavedStateFiles {
  private static final Set<String> KNOWN =
      Set.of(
          MemberStates.HEAD.getName(),
          MemberStates.SEGMENTS.getName(),
          MemberStates.WAITING.getName(),
          "_timer_state/event_" + MemberStates.TIMERS,
          "_timer_state/processing_" + MemberStates.TIMERS);

  private SavedStateFiles() {}

  /** Refuses what holds keyed state, or records under way, that {@link SavedStateReader} skips. */
  static void requireKnown(CheckpointMetadata saved, String folder)
      throws SavedStateException, IOException {
    OperatorIdentifier page = OperatorIdentifier.forUid(PlayheadJob.PAGE_UID);
    boolean hasPage = false;
    for (OperatorState operator : saved.getOperatorStates()) {
      boolean isPage = operator.getOperatorID().equals(page.getOperatorId());
      hasPage |= isPage;
      for (OperatorSubtaskState subtask : operator.getSubtaskStates().values()) {
        requireKnown(subtask, isPage, operator.getOperatorID().toString(), folder);
      }
    }
    if (!hasPage) {
      throw new SavedStateException(
          folder
              + " holds no operator "
              + PlayheadJob.PAGE_UID
              + ": it is not a checkpoint or savepoint of this job");
    }
  }

  private static void requireKnown(
      OperatorSubtaskState subtask, boolean isPage, String operator, String folder)
      throws SavedStateException, IOException {
    if (!subtask.getInputChannelState().isEmpty()
        || !subtask.getResultSubpartitionState().isEmpty()) {
      throw unknown(folder, "records under way, as of an unaligned checkpoint", operator);
    }
    if (!subtask.getRawKeyedState().isEmpty()
        || (!isPage && !subtask.getManagedKeyedState().isEmpty())) {
      throw unknown(folder, "keyed state that this version does not know", operator);
    }
    for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
      for (String name : names(handle, folder)) {
        if (!KNOWN.contains(name)) {
          throw unknown(
              folder, "the state " + name + ", which this version does not know", operator);
        }
      }
    }
  }

  /** Names of the states in one file of keyed state. */
  private static Set<String> names(KeyedStateHandle handle, String folder)
      throws SavedStateException, IOException {
    StreamStateHandle head;
    if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
      head = incremental.getMetaDataStateHandle();
    } else if (handle instanceof KeyGroupsStateHandle whole) {
      head = whole;
    } else {
      throw unknown(folder, "keyed state of kind " + handle.getClass().getSimpleName(), "page");
    }
    KeyedBackendSerializationProxy<String> contents =
        new KeyedBackendSerializationProxy<>(SavedStateFiles.class.getClassLoader());
    try (var in = head.openInputStream()) {
      contents.read(new DataInputViewStreamWrapper(in));
    }
    Set<String> names = new HashSet<>();
    for (StateMetaInfoSnapshot state : contents.getStateMetaInfoSnapshots()) {
      names.add(state.getName());
    }
    return names;
  }

  private static SavedStateException unknown(String folder, String what, String operator) {
    return new SavedStateException(
        folder
            + " holds "
            + what
            + " (operator "
            + operator
            + "): it cannot be said that a member is not in there; search with the version that"
            + " wrote it");
  }
}

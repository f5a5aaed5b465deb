package io.playhead.stream;

import io.playhead.inference.ExecutionProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/**
 * Flink's GPU discovery: where it is configured, and lists are made on a GPU, page subtasks stand
 * in slots of their own that only task managers with a GPU have, and take a GPU that was found
 * there. A cluster inside this process discovers nothing; there the configured device counts.
 */
final class GpuSlots {
  /** Name of the resource in {@code external-resources}. */
  static final String RESOURCE = "gpu";

  /** Under which Flink's GPU driver says the index. */
  private static final String INDEX = "index";

  private static final String GROUP = "lists";

  private GpuSlots() {}

  /** The page operator's own slots; empty: it shares those of the others. */
  static Optional<SlotSharingGroup> group(ExecutionProvider provider, ReadableConfig cluster) {
    List<String> resources =
        cluster.getOptional(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST).orElse(List.of());
    if (!provider.isCuda() || !resources.contains(RESOURCE)) {
      return Optional.empty();
    }
    TaskExecutorProcessSpec taskManager =
        TaskExecutorProcessUtils.processSpecFromConfig(Configuration.fromMap(cluster.toMap()));
    return Optional.ofNullable(taskManager.getExtendedResources().get(RESOURCE)) // without amount
        .map(gpus -> shareOf(taskManager, gpus.getValue().doubleValue()));
  }

  /**
   * What any slot of such a task manager has: as many of these fit as there are slots, beside
   * others in any mixture, and the GPU's share keeps them off task managers without one.
   */
  private static SlotSharingGroup shareOf(TaskExecutorProcessSpec taskManager, double gpus) {
    int slots = taskManager.getNumSlots();
    return SlotSharingGroup.newBuilder(GROUP)
        .setCpuCores(share(taskManager.getCpuCores().getValue().doubleValue(), slots))
        .setTaskHeapMemory(share(taskManager.getTaskHeapSize(), slots))
        .setTaskOffHeapMemory(share(taskManager.getTaskOffHeapSize(), slots))
        .setManagedMemory(share(taskManager.getManagedMemorySize(), slots))
        .setExternalResource(RESOURCE, share(gpus, slots))
        .build();
  }

  /** Rounded down, so that the shares together are never more than the whole. */
  private static double share(double whole, int slots) {
    return Math.floor(whole / slots * 1e6) / 1e6;
  }

  private static MemorySize share(MemorySize whole, int slots) {
    return new MemorySize(whole.getBytes() / slots);
  }

  /** The provider of a task: on the GPU that Flink found for it, if it looked for one. */
  static ExecutionProvider ofTask(ExecutionProvider asked, RuntimeContext task) {
    if (!asked.isCuda()) {
      return asked;
    }
    return ofFound(
        asked, task.getExternalResourceInfos(RESOURCE), task.getTaskInfo().getIndexOfThisSubtask());
  }

  /** Flink tells every task of a task manager of all its GPUs: subtasks take turns. */
  static ExecutionProvider ofFound(
      ExecutionProvider asked, Set<ExternalResourceInfo> found, int subtask) {
    List<Integer> devices =
        found.stream()
            .map(gpu -> gpu.getProperty(INDEX).orElseThrow())
            .map(index -> Integer.valueOf(index.trim()))
            .sorted()
            .toList();
    return devices.isEmpty()
        ? asked
        : ExecutionProvider.cuda(devices.get(subtask % devices.size()));
  }
}

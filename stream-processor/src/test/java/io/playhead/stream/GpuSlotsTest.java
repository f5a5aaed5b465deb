package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.ExecutionProvider;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Where page subtasks stand, and which GPU they take. */
class GpuSlotsTest {
  private static final ExecutionProvider ASKED = ExecutionProvider.cuda(7);

  @Test
  void subtasksTakeTurnsAmongTheGpusThatFlinkFound() {
    Set<ExternalResourceInfo> found = Set.of(new Gpu("10"), new Gpu("2"));

    assertThat(GpuSlots.ofFound(ASKED, found, 0)).isEqualTo(ExecutionProvider.cuda(2));
    assertThat(GpuSlots.ofFound(ASKED, found, 1)).isEqualTo(ExecutionProvider.cuda(10));
    assertThat(GpuSlots.ofFound(ASKED, found, 2)).isEqualTo(ExecutionProvider.cuda(2));
  }

  @Test
  void theConfiguredGpuIsTakenWhereFlinkLooksForNone() {
    assertThat(GpuSlots.ofFound(ASKED, Set.of(), 3)).isEqualTo(ASKED);
  }

  @Test
  void listsGetTheirShareOfATaskManagerThatHasAGpu() {
    SlotSharingGroup group = GpuSlots.group(ASKED, cluster(3)).orElseThrow();

    assertThat(group.getName()).isEqualTo("lists");
    assertThat(group.getExternalResources()).containsEntry("gpu", .333333);
    assertThat(group.getCpuCores()).contains(.666666);
    assertThat(group.getTaskHeapMemory()).contains(MemorySize.ofMebiBytes(100));
    assertThat(group.getManagedMemory()).contains(MemorySize.ofMebiBytes(50));
  }

  @Test
  void listsShareTheSlotsOfTheOthersWithoutAGpu() {
    Configuration noGpus = cluster(3);
    noGpus.setString("external-resources", "fpga");
    Configuration noAmount = cluster(3);
    noAmount.setString("external-resource.gpu.amount", "0");

    assertThat(GpuSlots.group(ExecutionProvider.CPU, cluster(3))).isEqualTo(Optional.empty());
    assertThat(GpuSlots.group(ASKED, noGpus)).isEqualTo(Optional.empty());
    assertThat(GpuSlots.group(ASKED, noAmount)).isEqualTo(Optional.empty());
    assertThat(GpuSlots.group(ASKED, new Configuration())).isEqualTo(Optional.empty());
  }

  @Test
  void pageSubtasksAndWhatIsChainedToThemStandInThatGroup() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(cluster(3));
    new GraphRun(List.of(), List.of(), GraphRun.options(2).withProvider(ASKED)).build(env);

    List<String> inGroup =
        env.getStreamGraph().getStreamNodes().stream()
            .filter(node -> node.getSlotSharingGroup().equals("lists"))
            .map(StreamNode::getTransformationUID)
            .toList();

    assertThat(inGroup).containsExactlyInAnyOrder("page", "members-out");
  }

  private static Configuration cluster(int slots) {
    Configuration cluster = new Configuration();
    cluster.setString("external-resources", "gpu");
    cluster.setString("external-resource.gpu.amount", "1");
    cluster.setString("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    cluster.setString("taskmanager.cpu.cores", "2");
    cluster.setString("taskmanager.memory.task.heap.size", "300m");
    cluster.setString("taskmanager.memory.managed.size", "150m");
    return cluster;
  }

  /** What Flink's GPU driver says of a GPU. */
  record Gpu(String index) implements ExternalResourceInfo {
    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return new TreeSet<>(List.of("index"));
    }
  }
}

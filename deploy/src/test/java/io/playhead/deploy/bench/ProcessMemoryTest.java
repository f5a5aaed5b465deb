package io.playhead.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The texts are those of a JDK 17 on Linux 6, shortened. */
@Timeout(10)
class ProcessMemoryTest {
  private static final String HEAP_INFO =
      """
      4711:
       def new generation   total 314560K, used 2517K [0x00000000c0000000, 0x00000000d5550000, 0x00000000d5550000)
        eden space 279616K,   0% used [0x00000000c0000000, 0x00000000c0275568, 0x00000000d1110000)
        from space 34944K,   0% used [0x00000000d1110000, 0x00000000d1110000, 0x00000000d3330000)
       tenured generation   total 699072K, used 51200K [0x00000000d5550000, 0x0000000100000000, 0x0000000100000000)
         the space 699072K,   7% used [0x00000000d5550000, 0x00000000d8750000, 0x00000000d8750000, 0x0000000100000000)
       Metaspace       used 90112K, committed 91000K, reserved 1140000K
        class space    used 11000K, committed 11400K, reserved 1048576K
      """;

  private static final String SMAPS =
      """
      bffff000-c0000000 rw-p 00000000 00:00 0
      Size:                  4 kB
      Rss:                   4 kB
      c0000000-d5550000 rw-p 00000000 00:00 0
      Rss:              300000 kB
      Pss:              300000 kB
      d5550000-100000000 rw-p 00000000 00:00 0
      Rss:               60000 kB
      100000000-100020000 rw-p 00000000 00:00 0                                [anon: c0]
      Rss:                 128 kB
      7f0000000000-7f0000021000 r-xp 00000000 08:01 12                         /usr/lib/libc.so.6
      Rss:                1000 kB
      """;

  @Test
  void tellsWhatIsReachableFromWhatWasAllocatedSinceTheCollection() {
    HeapInfo heap = HeapInfo.parse(HEAP_INFO);

    assertThat(heap.usedKb()).isEqualTo(53_717);
    assertThat(heap.oldKb()).isEqualTo(51_200);
  }

  @Test
  void countsTheHeapsMappingsAndNoOthers() {
    HeapInfo heap = HeapInfo.parse(HEAP_INFO);

    assertThat(ProcText.residentKb(SMAPS, heap.from(), heap.to())).isEqualTo(360_000);
  }

  @Test
  void refusesAnotherCollectorsText() {
    assertThatThrownBy(
            () -> HeapInfo.parse(" garbage-first heap   total 1024K, used 1K [0x1, 0x2)"))
        .hasMessageContaining("serial collector");
  }

  @Test
  void readsFieldsOfAProcessByTheirWholeName() {
    String status = "Name:\tjava\nVmHWM:\t  900 kB\nVmRSS:\t  800 kB\nThreads:\t97\n";

    assertThat(ProcText.field(status, "VmRSS")).isEqualTo(800);
    assertThat(ProcText.field(status, "Threads")).isEqualTo(97);
    assertThat(ProcText.field(status, "RSS")).isZero();
  }
}

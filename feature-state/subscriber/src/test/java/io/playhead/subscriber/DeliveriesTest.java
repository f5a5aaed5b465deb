package io.playhead.subscriber;

import static io.playhead.subscriber.TestPages.P0;
import static io.playhead.subscriber.TestPages.page;
import static io.playhead.subscriber.TestPages.record;
import static io.playhead.subscriber.TestPages.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DeliveriesTest {
  private final SchemaTable schemas = new SchemaTable();
  private final RecordingListener listener = new RecordingListener();
  private Deliveries deliveries = new Deliveries(memberId -> true, schemas);

  @Test
  void deliversThePageAsItWasWritten() {
    HomePageExample.Pages pages = new HomePageExample.Pages();

    deliveries.of(record(P0, 0, "m1", wire(schemas, page("m1", 3)))).to(pages);

    assertThat(pages.newest).isEqualTo(Map.of("m1", page("m1", 3)));
  }

  @Test
  void dropsAPageOlderThanTheOneBefore() {
    deliver("m1", 3);
    deliver("m1", 2);
    deliver("m1", 4);

    assertThat(listener.told).containsExactly("m1 3", "m1 4");
    assertThat(deliveries.olderCount()).isOne();
  }

  @Test
  void deliversAPageOfAnEqualRevision() {
    deliver("m1", 3);
    deliver("m1", 3);

    assertThat(listener.told).containsExactly("m1 3", "m1 3");
    assertThat(deliveries.olderCount()).isZero();
  }

  @Test
  void acceptsALowerRevisionAfterTheMemberWasForgotten() {
    deliver("m1", 3);
    deliver("m1", null);
    deliver("m1", 1);

    assertThat(listener.told).containsExactly("m1 3", "m1 forgotten", "m1 1");
  }

  @Test
  void deliversPagesOfFollowedMembersAlone() {
    deliveries = new Deliveries(Set.of("m1")::contains, schemas);

    deliver("m1", 3);
    deliver("m2", 3);

    assertThat(listener.told).containsExactly("m1 3");
  }

  @Test
  void doesNotDecodePagesOfOthers() {
    deliveries = new Deliveries(Set.of("m1")::contains, schemas);

    deliver("m2", new byte[] {1, 2, 3});

    assertThat(schemas.askedCount).isZero();
    assertThat(deliveries.rejections().total()).isZero();
  }

  @Test
  void tellsThatAMemberIsForgottenWhetherFollowedOrNot() {
    deliveries = new Deliveries(Set.of("m1")::contains, schemas);

    deliver("m2", null);

    assertThat(listener.told).containsExactly("m2 forgotten");
  }

  @Test
  void countsBadBytesByReasonAndSkipsThem() {
    byte[] good = wire(schemas, page("m1", 3));
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 1;
    byte[] title = good.clone();
    title[WireFormat.HEADER_BYTES - 1] = (byte) schemas.idOf(Topics.TITLES);

    deliver("m1", new byte[0]);
    deliver("m1", wrongMagic);
    deliver("m1", WireFormat.encode(99, new byte[] {0}));
    deliver("m1", title);
    deliver("m1", Arrays.copyOf(good, good.length - 1));
    deliver("m1", Arrays.copyOf(good, good.length + 1));
    deliver("m2", good);
    deliver(null, good);
    deliver("", null);

    assertThat(listener.told).isEmpty();
    assertThat(deliveries.rejections().total()).isEqualTo(9);
    assertThat(deliveries.rejections().byReason())
        .isEqualTo(
            Map.of(
                RejectReason.EMPTY, 1L,
                RejectReason.WRONG_MAGIC_BYTE, 1L,
                RejectReason.UNKNOWN_SCHEMA_ID, 1L,
                RejectReason.WRONG_RECORD_TYPE, 1L,
                RejectReason.MALFORMED_AVRO, 2L,
                RejectReason.KEY_MISMATCH, 1L,
                RejectReason.MISSING_MEMBER, 2L));
  }

  @Test
  void aRejectedPageDoesNotCountForTheRevisionRule() {
    byte[] newer = wire(schemas, page("m1", 9));
    deliver("m1", Arrays.copyOf(newer, newer.length - 1));

    deliver("m1", 3);

    assertThat(listener.told).containsExactly("m1 3");
  }

  @Test
  void changesNothingWhileTheRegistryIsAway() {
    schemas.away = true;
    assertThatThrownBy(() -> deliver("m1", 3)).isInstanceOf(RegistryUnreachableException.class);
    schemas.away = false;

    deliver("m1", 2);

    assertThat(listener.told).containsExactly("m1 2");
    assertThat(deliveries.rejections().total()).isZero();
  }

  @Test
  void knowsNoRevisionOfADroppedPartition() {
    deliver("m1", 3);
    deliveries.drop(List.of(P0));

    deliver("m1", 1);

    assertThat(listener.told).containsExactly("m1 3", "m1 1");
  }

  private void deliver(String memberId, long revision) {
    deliver(memberId, wire(schemas, page(memberId, revision)));
  }

  private void deliver(String key, byte[] value) {
    deliveries.of(record(P0, 0, key, value)).to(listener);
  }
}

package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.schemas.RegistryUnreachableException;
import io.playhead.schemas.SchemaIds;
import io.playhead.schemas.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PatientSchemaIdsTest {
  private final List<Long> waitsMs = new ArrayList<>();

  private PatientSchemaIds patient(int failures) {
    SchemaIds registry =
        new SchemaIds() {
          @Override
          public int idOf(String topic) {
            if (waitsMs.size() < failures) {
              throw new RegistryUnreachableException("down", null);
            }
            return 7;
          }

          @Override
          public Schema schemaOf(int id) {
            throw new UnknownSchemaException("no " + id);
          }
        };
    return new PatientSchemaIds(registry, waitsMs::add);
  }

  @Test
  void asksAgainUntilTheRegistryAnswers() {
    assertThat(patient(8).idOf("titles")).isEqualTo(7);

    assertThat(waitsMs).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
  }

  @Test
  void givesUpInTimeForARestart() {
    assertThatThrownBy(() -> patient(Integer.MAX_VALUE).idOf("titles"))
        .isInstanceOf(RegistryUnreachableException.class);

    long waitedMs = waitsMs.stream().mapToLong(Long::longValue).sum();
    assertThat(waitedMs)
        .isBetween(PatientSchemaIds.PATIENCE_MS, PatientSchemaIds.PATIENCE_MS + 5_000);
  }

  @Test
  void doesNotWaitForASchemaThatIsUnknown() {
    assertThatThrownBy(() -> patient(0).schemaOf(1)).isInstanceOf(UnknownSchemaException.class);

    assertThat(waitsMs).isEmpty();
  }
}

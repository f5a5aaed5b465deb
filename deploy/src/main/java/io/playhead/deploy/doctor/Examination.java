package io.playhead.deploy.doctor;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Servers;
import io.playhead.schemas.RegistryUnreachableException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Runs all checks, one after the other; what one cannot see does not stop the others. */
public final class Examination {
  private static final String LOOK = "see why it does not answer, and run this again";

  private final DoctorOptions options;
  private final List<Check> checks = new ArrayList<>();

  /** Asks nobody yet. */
  public Examination(DoctorOptions options) {
    this.options = options;
    checks.add(new TopicsCheck());
    checks.add(new PartitionsCheck());
    checks.add(new ReplicationCheck());
    checks.add(new SettingsCheck());
    checks.add(new SchemasCheck());
    checks.add(new ReleaseCheck());
    checks.add(new CatalogueCheck());
    checks.add(new LagCheck());
    if (options.stateDir() != null) {
      checks.add(new StateCheck());
    }
    if (options.view() != null) {
      checks.add(new ViewCheck());
    }
    checks.add(new RejectionsCheck());
    checks.add(new ClocksCheck());
  }

  /** Looks. */
  public DoctorFigures run() {
    long startNs = System.nanoTime();
    Servers.requireBroker(options.kafka().bootstrap(), options.kafka().clients());
    List<Finding> findings = new ArrayList<>();
    try (LiveSystem system = new LiveSystem(options)) {
      for (Check check : checks) {
        findings.addAll(look(check, system));
      }
    }
    Map<Status, Long> counts = new EnumMap<>(Status.class);
    findings.forEach(finding -> counts.merge(finding.status(), 1L, Long::sum));
    boolean healthy = !counts.containsKey(Status.WRONG) && !counts.containsKey(Status.UNSEEN);
    return new DoctorFigures(healthy, counts, findings, (System.nanoTime() - startNs) / 1e9);
  }

  private static List<Finding> look(Check check, LiveSystem system) {
    try {
      return check.look(system);
    } catch (CommandFailure | RegistryUnreachableException | KafkaException e) {
      return new Findings(check.name()).unseen(String.valueOf(e.getMessage()), LOOK).all();
    }
  }
}

package io.playhead.deploy.doctor;

import java.util.ArrayList;
import java.util.List;

/** Gathers what one check finds. One thread. */
final class Findings {
  private final String check;
  private final List<Finding> all = new ArrayList<>();

  Findings(String check) {
    this.check = check;
  }

  Findings ok(String detail) {
    all.add(new Finding(check, Status.OK, detail, null));
    return this;
  }

  Findings warn(String detail, String remedy) {
    all.add(new Finding(check, Status.WARN, detail, remedy));
    return this;
  }

  Findings wrong(String detail, String remedy) {
    all.add(new Finding(check, Status.WRONG, detail, remedy));
    return this;
  }

  Findings unseen(String detail, String remedy) {
    all.add(new Finding(check, Status.UNSEEN, detail, remedy));
    return this;
  }

  /** All; where there is none, that it is well. */
  List<Finding> or(String ok) {
    return all.isEmpty() ? ok(ok).all() : all;
  }

  List<Finding> all() {
    return all;
  }
}

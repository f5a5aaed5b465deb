package io.playhead.deploy.plan;

/**
 * One number of a plan.
 *
 * @param name what it is, of its resource
 * @param value the number
 * @param unit of it; empty where the name says it
 * @param formula how it comes about, with its numbers in it
 * @param from where its constants were measured, or that they were not
 */
public record PlanRow(String name, double value, String unit, String formula, String from) {
  /** The value with its unit, rounded for a person. */
  public String text() {
    boolean whole = value == Math.rint(value) || value >= 100;
    String number = (whole ? "%,.0f" : value >= .1 ? "%,.2f" : "%,.4f").formatted(value);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}

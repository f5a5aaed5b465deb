package io.playhead.deploy.doctor;

import java.util.List;
import java.util.Map;

/**
 * The findings, as the JSON file has them.
 *
 * @param healthy whether nothing is wrong
 * @param counts findings by status
 * @param findings all of them, check by check
 * @param seconds what it took
 */
public record DoctorFigures(
    boolean healthy, Map<Status, Long> counts, List<Finding> findings, double seconds) {}

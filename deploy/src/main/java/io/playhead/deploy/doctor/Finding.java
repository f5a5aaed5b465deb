package io.playhead.deploy.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing that was looked at.
 *
 * @param check which check found it
 * @param status how it is
 * @param detail what was seen, one sentence
 * @param remedy what to do about it, one sentence; null: nothing is to be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(String check, Status status, String detail, String remedy) {}

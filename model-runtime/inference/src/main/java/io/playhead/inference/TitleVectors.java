package io.playhead.inference;

/**
 * What title.onnx made of some titles, row by row in their order.
 *
 * @param count titles
 * @param width floats per vector
 * @param input {@code count x width}: what the step sees of a watched title
 * @param score {@code count x width}: unit length, what a member vector is compared with
 */
public record TitleVectors(int count, int width, float[] input, float[] score) {}

package io.playhead.inference;

/**
 * What title.onnx made of some titles, row by row in their order.
 *
 * @param count titles
 * @param width floats per vector
 * @param input {@code count x width}: what the step sees of a watched title
 * @param score {@code count x width}: what a member vector is compared with; unit length, but for
 *     new titles, which a model may rank higher by a greater one
 * @param isNew which titles have no ID embedding
 */
public record TitleVectors(int count, int width, float[] input, float[] score, boolean[] isNew) {}

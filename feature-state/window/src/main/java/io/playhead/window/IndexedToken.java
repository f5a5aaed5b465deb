package io.playhead.window;

/**
 * A token and its place in the member's whole history.
 *
 * @param index absolute index, from 0
 * @param token the token
 */
public record IndexedToken(long index, Token token) {}

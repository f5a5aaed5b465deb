package io.playhead.deploy.setup;

/**
 * Something that is there and is not as it would have been made. Nothing is changed.
 *
 * @param what the setting
 * @param wanted what it would have been made with
 * @param found what it is
 * @param reliedOn whether the engine relies on it; else it is the owner's choice
 * @param why what follows from it, and what changes it
 */
public record Difference(String what, String wanted, String found, boolean reliedOn, String why) {}

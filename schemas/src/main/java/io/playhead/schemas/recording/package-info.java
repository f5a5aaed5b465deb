/**
 * Recordings: a folder of Avro container files with what happened, and a manifest that says what
 * the files hold. Imports and recorders of topics write them; replay, training and evaluation read
 * them.
 *
 * <p>Beside stage zero of the path: knows the records of {@link io.playhead.schemas} and no topic.
 * Every class belongs to one thread.
 */
package io.playhead.schemas.recording;

/**
 * The loop of a running system, once around: what members do is recorded from the topics, a model
 * is trained on from the one that serves, held against it, released, and measured on the pages that
 * follow. Its neighbours are the commands that it is made of, and the simulator. One thread.
 */
package io.playhead.deploy.loop;

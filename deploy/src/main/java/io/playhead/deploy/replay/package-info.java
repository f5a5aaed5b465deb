/**
 * A recording through the whole path, from events to lists, in local mode. Its neighbours are local
 * mode below and the replay command above. One thread.
 */
package io.playhead.deploy.replay;

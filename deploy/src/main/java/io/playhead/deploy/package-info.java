/**
 * The command line: one class per command. The last stage of the path for people; its neighbours
 * are the job, which it starts as a process, and the packages below, which do the work. Commands
 * run on the main thread.
 */
package io.playhead.deploy;

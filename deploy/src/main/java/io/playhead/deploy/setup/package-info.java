/**
 * Makes a user's own Kafka and registry ready for the job and the view: topics and schemas. Before
 * the path: nothing here sees an event. One thread.
 */
package io.playhead.deploy.setup;

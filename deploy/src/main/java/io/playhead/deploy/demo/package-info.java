/**
 * The demo: simulated members live through the real engine of local mode, and each play is held
 * against the page that stood there before it. One thread feeds, reads and scores.
 */
package io.playhead.deploy.demo;

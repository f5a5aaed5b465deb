/** {@code bench view}: what lookups, streams and restarts of the view cost. */
package io.playhead.deploy.bench.view;

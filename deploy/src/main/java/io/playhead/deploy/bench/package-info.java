/**
 * Measured claims: each bench holds a part of the path against what it replaces, in one run, and
 * says on which machine and of which commit. One thread unless a bench says otherwise.
 */
package io.playhead.deploy.bench;

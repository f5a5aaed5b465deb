/** What the view is measured beside; serves nobody. */
package io.playhead.view.bench;

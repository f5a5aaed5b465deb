/** More partitions for members' events, while the job runs or stands still. One thread. */
package io.playhead.deploy.scale;

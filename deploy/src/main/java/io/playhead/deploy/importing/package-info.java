/**
 * Rows to events: a CSV file becomes a recording, and every bad row is counted and listed. Stands
 * before the path; its neighbours are the import command and the recording's writer. One thread,
 * memory bounded by the longest row and the number of members and titles.
 */
package io.playhead.deploy.importing;

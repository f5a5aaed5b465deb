/**
 * Files to events: what lies in one of three formats becomes a recording, and every bad row is
 * counted and listed. Stands before the path; its neighbours are the import command and the
 * recording's writer. One thread. Memory is bounded by the longest row and the number of members
 * and titles; a viewing-activity export, which is one household's, is held as a whole.
 */
package io.playhead.deploy.importing;

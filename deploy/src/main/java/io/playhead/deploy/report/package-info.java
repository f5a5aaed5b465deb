/**
 * Figures to one HTML file that opens from a disk, needs no network and prints: a document of
 * sections, tables, charts and notes, and the page that is made of it. Stands after the path; its
 * neighbours are the commands that fill the document. Values and pure functions; only {@link
 * io.playhead.deploy.report.ReportFile} touches a disk.
 */
package io.playhead.deploy.report;

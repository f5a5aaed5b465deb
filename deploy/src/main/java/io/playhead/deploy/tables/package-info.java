/**
 * Rows to files that other tools query: a table is declared column by column, and written as
 * Parquet, as CSV or as both. Stands after the path; its neighbours are the commands that have rows
 * to give, and docs/tables.md, which says what each column means. A writer belongs to one thread
 * and holds one row group at most.
 */
package io.playhead.deploy.tables;

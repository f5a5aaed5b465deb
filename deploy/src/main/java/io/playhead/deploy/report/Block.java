package io.playhead.deploy.report;

/** What a section is made of. */
public sealed interface Block permits DataTable, BarChart, LineChart, Note {}

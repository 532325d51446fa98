package dap.catalog;

/// By which definitions an event's rows come into being: SHA-256 of each, in hexadecimal.
///
/// @param table of the STAGE table's columns
/// @param procedure of the family's procedure; empty where there is none
public record StageDefinitions(String dml, String table, String procedure) {}

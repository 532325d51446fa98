package dap.sql;

import java.time.Instant;

/// A query with every name bound: ready for an engine.
public record BoundQuery(String text, Instant asOf) {}

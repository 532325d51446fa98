package dap.author;

/// What can be generated from the master sheet.
public enum GeneratedKind {
    /// An `INSERT … SELECT` for each event.
    DML,
    /// A procedure for each family.
    PROCEDURES,
    /// The templates of STAGE tables, crawlers and pinned RAW tables.
    IAC,
    /// Which families there are, and which events belong to each.
    CONFIGS,
    /// The procedure that brings events and relying parties into the warehouse.
    REFERENCE,
    /// What the events, columns and facts mean, for people.
    DOCS
}

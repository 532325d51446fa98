package dap.warehouse.postgres;

/// Advisory locks: one number each, the same in every process that uses a warehouse.
final class Locks {

    /// Held while schema `dap` is made or upgraded.
    static final long OWN_SCHEMA = 0x64617001L;

    /// Held while migrations, landing tables and procedures are brought up to a project.
    static final long PREPARE = 0x64617002L;

    /// Held by the one family that is being conformed.
    static final long CONFORM = 0x64617003L;

    private Locks() {}
}

package dap.errors;

/// Names a kind of failure; scripts may match on it. It decides who must act, and so the exit code.
public enum ErrorCode {
    /// The command line is wrong.
    USAGE(Actor.USER),
    /// The project folder cannot be read as a project, so no plan can be made.
    PROJECT_INVALID(Actor.USER),
    /// A file that a config names is not there, or cannot be read.
    FILE_MISSING(Actor.USER),
    /// Text that is not SQL in Athena's dialect.
    SQL_SYNTAX(Actor.USER),
    /// SQL that names a table, column or function that does not exist, or types that do not fit.
    SQL_INVALID(Actor.USER),
    /// SQL that is right in Athena's dialect and has no proven equal on the engine in use.
    SQL_NOT_TRANSLATABLE(Actor.USER),
    /// A statement was accepted and failed while it ran: the data do not fit it.
    SQL_FAILED(Actor.USER),
    /// Events that cannot be read at all.
    INPUT_INVALID(Actor.USER),
    /// A RAW object is not, or not any more, what the crawl has read: nothing of it was staged.
    RAW_CHANGED(Actor.USER),
    /// A name that events, files or tables may not have.
    NAME_INVALID(Actor.USER),
    /// A migration, procedure or reference data that the warehouse refuses.
    WAREHOUSE_REFUSED(Actor.USER),
    /// The warehouse is not the one that the catalog knows.
    WAREHOUSE_UNKNOWN(Actor.ENVIRONMENT),
    /// Made by a newer DAP, or not made by DAP at all.
    LAKE_INCOMPATIBLE(Actor.USER),
    /// Another run holds the lake, or another container its warehouse.
    LAKE_HELD(Actor.OTHER_RUN),
    /// The lake engine cannot be started or reached.
    ENGINE_UNAVAILABLE(Actor.ENVIRONMENT),
    /// The warehouse cannot be started or reached.
    WAREHOUSE_UNAVAILABLE(Actor.ENVIRONMENT),
    /// The warehouse's server does not start, keeps dying, or has a full disk: which does not pass
    /// by itself.
    WAREHOUSE_FAILED(Actor.ENVIRONMENT),
    /// The lake's folder or bucket cannot be read or written.
    STORE_UNAVAILABLE(Actor.ENVIRONMENT),
    /// A write was accepted and its outcome is not known.
    COMMIT_UNKNOWN(Actor.ENVIRONMENT),
    /// The user, or the system, asked us to stop.
    INTERRUPTED(Actor.INTERRUPT),
    /// A fault of DAP itself.
    INTERNAL(Actor.DEVELOPERS);

    /// Who can do something about a failure.
    public enum Actor {
        /// Whoever wrote the input: never retried.
        USER(2),
        /// Whoever runs the machine: retried where the step can be repeated.
        ENVIRONMENT(4),
        /// Nobody but time: another run is at work.
        OTHER_RUN(3),
        /// Stopped on purpose.
        INTERRUPT(130),
        /// Us.
        DEVELOPERS(1);

        private final int exitCode;

        Actor(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Actor actor;

    ErrorCode(Actor actor) {
        this.actor = actor;
    }

    public Actor actor() {
        return actor;
    }

    /// The exit code of a command that ends with this error alone.
    public int exitCode() {
        return actor.exitCode;
    }

    /// Whether the same call may succeed a moment later.
    public boolean mayPass() {
        return actor == Actor.ENVIRONMENT
                && this != COMMIT_UNKNOWN
                && this != WAREHOUSE_UNKNOWN
                && this != WAREHOUSE_FAILED;
    }
}

package dap.catalog;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.store.LocalDisk;
import dap.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The catalog of one lake.
///
/// Thread-safe. Writers take turns, across processes too, and readers never wait for them. Every
/// public method of the classes handed out here is one transaction.
public final class Catalog implements AutoCloseable {

    private static final int SCHEMA_VERSION = 9;

    private static final int BUSY_TIMEOUT_MILLIS = 60_000;

    private final Path file;
    private final Jdbi jdbi;

    /// Kept open so that the write-ahead log is not folded back after every transaction; none where
    /// nothing can be written.
    private final Optional<Handle> anchor;

    private final Optional<ReadingOnly> readingOnly;
    private final String lakeId;

    private Catalog(Path file, Jdbi jdbi, Optional<Handle> anchor, String lakeId) {
        this.file = file;
        this.jdbi = jdbi;
        this.anchor = anchor;
        this.readingOnly =
                anchor.isPresent() ? Optional.empty() : Optional.of(new ReadingOnly(file));
        this.lakeId = lakeId;
    }

    /// Whether there is one in `file`, or was.
    public static boolean isMade(Path file) {
        return Files.exists(file) || LakeId.of(file).find().isPresent();
    }

    /// Opens the catalog in `file`, making it and its folder where there is none. Who may not write
    /// it can read it.
    ///
    /// @throws DapException `STORE_UNAVAILABLE` if it cannot be read or written,
    ///   `LAKE_INCOMPATIBLE` if a newer DAP made it, or the lake had one that is gone
    public static Catalog open(Path file) {
        if (!Files.exists(file)) {
            LakeId.of(file)
                    .find()
                    .ifPresent(id -> {
                        throw new DapException(
                                ErrorCode.LAKE_INCOMPATIBLE,
                                "The lake was in use before, and its catalog %s is gone."
                                        .formatted(file),
                                "Restore it from a copy, or rebuild it from RAW with 'dap rebuild'.");
                    });
        }
        return ReadingOnly.isWanted(file) ? openToRead(file) : openOrMake(file);
    }

    private static Catalog openToRead(Path file) {
        try {
            ReadingOnly reading = new ReadingOnly(file);
            Jdbi jdbi = reading.jdbi();
            return new Catalog(file, jdbi, Optional.empty(), reading.open(jdbi, SCHEMA_VERSION));
        } catch (JdbiException e) {
            throw CatalogFailure.of(file, e);
        }
    }

    /// The same, where a catalog that is gone is created again, empty, for the same lake.
    ///
    /// @throws DapException as [#open], but for the last
    public static Catalog openOrMake(Path file) {
        LocalDisk.require(
                file.toAbsolutePath(),
                "catalog",
                "Put the lake on a disk of this machine: name its folder by --lake, or by lake in dap.yml.");
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Jdbi jdbi = Jdbi.create(source);
            LakeId outside = LakeId.of(file);
            String lakeId = jdbi.inTransaction(handle -> upgrade(handle, file, outside));
            outside.keep(lakeId);
            return new Catalog(file, jdbi, Optional.of(jdbi.open()), lakeId);
        } catch (IOException e) {
            throw unavailable(file, e);
        } catch (JdbiException e) {
            throw CatalogFailure.of(file, e);
        }
    }

    private static String upgrade(Handle handle, Path file, LakeId outside) {
        int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
        if (version > SCHEMA_VERSION) {
            throw new DapException(
                    ErrorCode.LAKE_INCOMPATIBLE,
                    "The catalog %s has schema version %d; this DAP knows versions up to %d."
                            .formatted(file, version, SCHEMA_VERSION),
                    "Use the DAP that made it, or a newer one.");
        }
        for (int next = version + 1; next <= SCHEMA_VERSION; next++) {
            handle.createScript(resource("V" + next + ".sql")).execute();
            handle.execute("PRAGMA user_version = " + next);
        }
        if (version == 0) {
            Optional<String> before = outside.find();
            handle.execute(
                    "INSERT INTO lake (lake_id, rebuilding) VALUES (?, ?)",
                    before.orElseGet(() -> UUID.randomUUID().toString()),
                    before.isPresent());
        }
        return handle.createQuery("SELECT lake_id FROM lake").mapTo(String.class).one();
    }

    private static String resource(String name) {
        try (InputStream in = Catalog.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DapException unavailable(Path file, Throwable cause) {
        if (cause instanceof IOException refused) {
            return StoreFailure.writing(file, refused);
        }
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "The catalog %s cannot be opened: %s.".formatted(file, cause.getMessage()),
                "Check that the folder can be written and the disk is not full.",
                cause);
    }

    /// The lake's own id, made with its catalog.
    public String lakeId() {
        return lakeId;
    }

    /// The warehouse that the catalog's cache of conformed files speaks of.
    public Optional<String> warehouseId() {
        return read(handle ->
                handle.createQuery("SELECT warehouse_id FROM lake").mapTo(String.class).findOne());
    }

    public void setWarehouseId(String warehouseId) {
        write(handle -> handle.execute("UPDATE lake SET warehouse_id = ?", warehouseId));
    }

    /// Forgets what the catalog knew of a warehouse, so that the next run adopts the one in use and
    /// offers it every STAGE file; a file that it has taken already is reconciled by asking it.
    ///
    /// @return files to be offered
    public long forgetWarehouse() {
        return change(handle -> {
            handle.execute("UPDATE lake SET warehouse_id = NULL");
            handle.execute("UPDATE stage_file SET conformed = 0");
            return handle.createQuery("SELECT count(*) FROM stage_file").mapTo(Long.class).one();
        });
    }

    /// Forgets all that was read from RAW and staged: the next run reads and stages everything.
    /// Ingests, with what they rejected, and the journal stay. No run is to begin before
    /// [#endRebuild].
    ///
    /// @param staged STAGE files on the disk, by key: they are removed, whether the catalog knew
    ///   them or not
    public void beginRebuild(Collection<String> staged) {
        write(handle -> {
            Set<String> keys = new LinkedHashSet<>(staged);
            keys.addAll(
                    handle.select(
                                    "SELECT key FROM stage_file UNION ALL SELECT key FROM compacted_file")
                            .mapTo(String.class)
                            .list());
            for (String table :
                    List.of(
                            "raw_fault",
                            "raw_reject",
                            "raw_object",
                            "raw_folder",
                            "raw_table",
                            "raw_schema",
                            "stage_file",
                            "compacted_file")) {
                handle.execute("DELETE FROM " + table);
            }
            handle.execute("UPDATE lake SET warehouse_id = NULL, rebuilding = 1");
            for (String key : keys) {
                handle.execute(
                        "INSERT OR IGNORE INTO stage_replaced (key, source, family) VALUES (?, '', '')",
                        key);
                handle.execute("INSERT OR IGNORE INTO stage_removal (key) VALUES (?)", key);
            }
        });
    }

    /// STAGE and star are as empty as the catalog.
    public void endRebuild() {
        write(handle -> handle.execute("UPDATE lake SET rebuilding = 0"));
    }

    /// @throws DapException `LAKE_INCOMPATIBLE` if a rebuild of it was interrupted: STAGE or star
    ///   may hold what it has forgotten
    public void requireWhole() {
        boolean isRebuilding =
                read(handle ->
                        handle.createQuery("SELECT rebuilding FROM lake")
                                .mapTo(Boolean.class)
                                .one());
        if (isRebuilding) {
            throw new DapException(
                    ErrorCode.LAKE_INCOMPATIBLE,
                    "A rebuild of the lake was interrupted.",
                    "Finish it with 'dap rebuild'.");
        }
    }

    public RawCatalog raw() {
        return new RawCatalog(this);
    }

    public StageCatalog stage() {
        return new StageCatalog(this);
    }

    public CompactionCatalog compaction() {
        return new CompactionCatalog(this);
    }

    public RunCatalog runs() {
        return new RunCatalog(this);
    }

    <R> R read(HandleCallback<R, RuntimeException> work) {
        try {
            return readingOnly.isPresent()
                    ? readingOnly.get().read(jdbi, work)
                    : jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw CatalogFailure.of(file, e);
        }
    }

    /// Whether nothing can be written.
    public boolean isForReading() {
        return readingOnly.isPresent();
    }

    /// For who would otherwise find out only where something is new.
    ///
    /// @throws DapException `STORE_UNAVAILABLE` if nothing can be written
    public void refuseIfForReading() {
        readingOnly.ifPresent(reading -> {
            throw reading.refusal();
        });
    }

    <R> R change(HandleCallback<R, RuntimeException> work) {
        refuseIfForReading();
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw CatalogFailure.of(file, e);
        }
    }

    void write(HandleConsumer<RuntimeException> work) {
        refuseIfForReading();
        try {
            jdbi.useTransaction(work);
        } catch (JdbiException e) {
            throw CatalogFailure.of(file, e);
        }
    }

    @Override
    public void close() {
        anchor.ifPresent(Handle::close);
    }
}

package dap.step.ingest;

import dap.catalog.RawCatalog;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Settings;
import dap.raw.NamedFields;
import dap.raw.RawOptions;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Takes events into RAW.
///
/// An input is taken whole or not at all, and once: its identity is the SHA-256 of its bytes and
/// the arrival day. Needs no lock: several ingests and a run may go on at once. Memory does not
/// grow with the input.
public final class IngestStep {

    private final LakeLayout layout;
    private final RawCatalog catalog;
    private final Settings.Ingest settings;
    private final RawOptions options;
    private final InstantSource clock;
    private final IngestRecovery recovery;

    public IngestStep(
            LakeLayout layout, RawCatalog catalog, Settings.Ingest settings, InstantSource clock) {
        this(layout, catalog, settings, clock, NamedFields.NONE);
    }

    /// @param named what statements name of the events that may come
    public IngestStep(
            LakeLayout layout,
            RawCatalog catalog,
            Settings.Ingest settings,
            InstantSource clock,
            NamedFields named) {
        this.options =
                new RawOptions(settings.requireEventId(), settings.maxEventIdLength(), named);
        this.layout = layout;
        this.catalog = catalog;
        this.settings = settings;
        this.clock = clock;
        this.recovery = new IngestRecovery(layout, catalog);
    }

    /// Takes all inputs, one after the other. If one fails, those before it are in RAW.
    ///
    /// @throws DapException `FILE_MISSING` if an input is not there, before anything is read;
    ///   `STORE_UNAVAILABLE` if one cannot be read to its end, or the lake cannot be written
    public IngestResult ingest(IngestRequest request, IngestProgress progress) {
        request.inputs().forEach(IngestInput::check);
        recovery.recover();
        LocalDate day = request.arrivalDay().orElseGet(this::today);
        IngestResult result = IngestResult.ALREADY;
        for (IngestInput input : request.inputs()) {
            result = result.plus(ingest(input, request, day, progress));
        }
        return result;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private IngestResult ingest(
            IngestInput input, IngestRequest request, LocalDate day, IngestProgress progress) {
        try (WorkFolder work = WorkFolder.open(layout, IngestRecovery.PURPOSE);
                Compressor compressor = new Compressor(settings.compressionLevel());
                InputText text = InputText.open(input, progress)) {
            UncommittedIngest uncommitted =
                    new UncommittedIngest(
                            layout,
                            work,
                            compressor,
                            options,
                            IngestLimits.of(settings.objectBytes()));
            uncommitted.write(text);
            IngestIdentity identity = IngestIdentity.of(request, day, text.readToEnd(), work);
            if (identity.isKnownTo(catalog)) {
                return IngestResult.ALREADY;
            }
            return commit(uncommitted, identity, work);
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s cannot be read: %s.".formatted(input.name(), e.getMessage()),
                    "Check that it is there and may be read, then repeat the command.",
                    e);
        }
    }

    private IngestResult commit(
            UncommittedIngest uncommitted, IngestIdentity identity, WorkFolder work) {
        UncommittedIngest.Finished finished = uncommitted.finish(identity);
        work.sync();
        work.keep();
        Optional<Long> committed = catalog.commitIngest(finished.commit(clock.instant()));
        committed.ifPresent(recovery::publish);
        work.discard();
        return committed.isPresent() ? finished.result() : IngestResult.ALREADY;
    }
}

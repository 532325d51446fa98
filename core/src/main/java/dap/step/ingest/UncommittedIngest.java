package dap.step.ingest;

import dap.catalog.CrawledObject;
import dap.catalog.DataFile;
import dap.catalog.IngestCommit;
import dap.model.EventName;
import dap.raw.LineExaminer;
import dap.raw.LineReader;
import dap.raw.RawOptions;
import dap.raw.RejectReason;
import dap.raw.ValidationResult;
import dap.raw.ValidationResult.Rejected;
import dap.store.FileMark;
import dap.store.LakeLayout;
import dap.store.StoreFailure;
import dap.store.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An input's lines, validated and written to temporary files: nothing of it is true yet.
final class UncommittedIngest {

    private final LakeLayout layout;
    private final LineExaminer examiner;
    private final Compressor compressor;
    private final IngestLimits limits;
    private final RawWriter objects;
    private final RejectWriter rejects;

    UncommittedIngest(
            LakeLayout layout,
            WorkFolder work,
            Compressor compressor,
            RawOptions options,
            IngestLimits limits) {
        this.layout = layout;
        this.compressor = compressor;
        this.limits = limits;
        examiner = LineExaminer.ofAnyEvent(options);
        objects = new RawWriter(work, compressor, limits, options.named());
        rejects = new RejectWriter(work, compressor, limits);
    }

    void write(InputText text) {
        LineReader lines = text.lines();
        boolean whole = true;
        while (lines.next()) {
            RejectReason fault = lines.fault();
            whole &= fault == null;
            switch (fault == null ? validate(lines) : new Rejected(fault, "", "")) {
                case ValidationResult.Accepted(String event) ->
                        objects.write(event, lines, examiner);
                case Rejected rejected -> rejects.write(lines, rejected);
            }
        }
        if (whole && text.isUnclosedArray()) {
            rejects.writeFault(
                    lines.number() + 1,
                    new Rejected(RejectReason.NOT_JSON, "the array is not closed", ""));
        }
    }

    private ValidationResult validate(LineReader lines) {
        ValidationResult result = examiner.examine(lines.buffer(), lines.offset(), lines.length());
        if (result instanceof ValidationResult.Accepted(String event)
                && !objects.hasRoomFor(event)) {
            return new Rejected(
                    RejectReason.BAD_EVENT_NAME,
                    "more than %d event names in one input".formatted(limits.events()),
                    "");
        }
        return result;
    }

    /// Lines rejected so far, by reason.
    Map<RejectReason, Long> rejects() {
        return rejects.byReason();
    }

    /// Ends all files; they are on the disk when this returns.
    Finished finish(IngestIdentity identity) {
        objects.release();
        rejects.release();
        compressor.drain();
        return new Finished(identity, objects.finish(), rejects.finish());
    }

    /// What is to be committed.
    final class Finished {

        private final IngestIdentity identity;
        private final List<RawWriter.OpenObject> written;
        private final List<GzipFile> rejectFiles;

        private Finished(
                IngestIdentity identity,
                List<RawWriter.OpenObject> written,
                List<GzipFile> rejectFiles) {
            this.identity = identity;
            this.written = written;
            this.rejectFiles = rejectFiles;
        }

        IngestCommit commit(Instant now) {
            List<DataFile> files = new ArrayList<>();
            written.forEach(object -> files.add(dataFile(object.file, target(object))));
            rejectFiles.forEach(file ->
                    files.add(
                            dataFile(
                                    file,
                                    identity.rejects(layout).resolve(file.path().getFileName()))));
            return new IngestCommit(
                    identity.source(),
                    identity.inputSha256(),
                    identity.arrivalDay(),
                    identity.again(),
                    accepted(),
                    now,
                    rejects.counts(),
                    files,
                    written.stream().map(this::crawled).toList());
        }

        private long accepted() {
            return written.stream().mapToLong(object -> object.lines).sum();
        }

        private DataFile dataFile(GzipFile file, Path target) {
            return new DataFile(layout.keyOf(file.path()), layout.keyOf(target), file.bytes());
        }

        private Path target(RawWriter.OpenObject object) {
            return identity.object(layout, EventName.ofWireName(object.event), object.number);
        }

        private CrawledObject crawled(RawWriter.OpenObject object) {
            return new CrawledObject(
                    identity.source(),
                    EventName.ofWireName(object.event),
                    identity.arrivalDay(),
                    layout.keyOf(target(object)),
                    mark(object.file),
                    object.file.sha256(),
                    object.lines,
                    object.schema.isClean(),
                    object.schema.toTree(),
                    List.of());
        }

        IngestResult result() {
            return new IngestResult(
                    accepted(),
                    rejects.count(),
                    written.size(),
                    false,
                    objects.lines(),
                    rejects.byReason(),
                    rejectFiles.isEmpty() ? List.of() : List.of(identity.rejects(layout)));
        }
    }

    /// A file keeps its time when it is moved; what else the file system notes then is not known
    /// yet.
    private static FileMark mark(GzipFile file) {
        try {
            Instant modifiedAt = Files.getLastModifiedTime(file.path()).toInstant();
            return new FileMark(file.bytes(), modifiedAt, "");
        } catch (IOException e) {
            throw StoreFailure.writing(file.path(), e);
        }
    }
}

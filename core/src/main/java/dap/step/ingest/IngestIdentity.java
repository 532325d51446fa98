package dap.step.ingest;

import dap.catalog.RawCatalog;
import dap.model.DataSource;
import dap.model.EventName;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import java.nio.file.Path;
import java.time.LocalDate;

/// What makes an ingest itself, and where its files belong.
///
/// @param inputSha256 of the input's bytes, lower-case hex
/// @param id the name of its files; an ingest that is repeated gets another one each time
record IngestIdentity(
        DataSource source, String inputSha256, LocalDate arrivalDay, boolean again, String id) {

    static final int ID_LENGTH = 32;

    static IngestIdentity of(
            IngestRequest request, LocalDate arrivalDay, String inputSha256, WorkFolder work) {
        String id = inputSha256.substring(0, ID_LENGTH);
        if (request.again()) {
            id += "-" + work.path().getFileName();
        }
        return new IngestIdentity(request.source(), inputSha256, arrivalDay, request.again(), id);
    }

    boolean isKnownTo(RawCatalog catalog) {
        return !again && catalog.findIngest(source, inputSha256, arrivalDay).isPresent();
    }

    /// @param number within its event, from 1
    Path object(LakeLayout layout, EventName event, int number) {
        return layout.rawFolder(source, event, arrivalDay)
                .resolve("%s-%05d.gz".formatted(id, number));
    }

    Path rejects(LakeLayout layout) {
        return layout.rejects(source).resolve(arrivalDay.toString()).resolve(id);
    }
}

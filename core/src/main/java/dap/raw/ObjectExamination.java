package dap.raw;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.EventName;
import dap.store.ContentHash;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What one reading of a RAW object found.
///
/// @param lines all that are not blank, rejected ones too
/// @param rejects in their order
/// @param clean whether every line can go to an engine as it is, as far as the object alone tells;
///   see [CanonicalForm]
/// @param tree of the good lines
/// @param sha256 of its bytes as they are stored, in hexadecimal
public record ObjectExamination(
        long lines, List<RejectedLine> rejects, boolean clean, SchemaTree tree, String sha256) {

    /// Engines take other characters for patterns.
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9._=+@-]+");

    public ObjectExamination {
        rejects = List.copyOf(rejects);
    }

    /// Reads every line of `object`, which lies in the folder of `event`.
    ///
    /// @throws dap.errors.DapException `STORE_UNAVAILABLE` if it cannot be read, `INPUT_INVALID` if
    ///   it is no lines
    public static ObjectExamination read(Path object, EventName event, RawOptions options) {
        LineExaminer examiner = LineExaminer.ofEvent(options, event);
        SchemaBuilder schema = new SchemaBuilder(options.named().of(event.wireName()));
        RejectLog rejects = new RejectLog();
        ContentHash hash = new ContentHash();
        try (LineReader reader = LineReader.open(object, hash)) {
            reader.wrapping()
                    .ifPresent(wrapping -> {
                        throw new DapException(
                                ErrorCode.INPUT_INVALID,
                                "is %s, and nothing of it is read".formatted(wrapping.sentence()),
                                "Put its events in its place as JSON lines, gzip or not.");
                    });
            long lines = 0;
            for (; reader.next(); lines++) {
                ValidationResult result = reader.validate(examiner);
                switch (result) {
                    case ValidationResult.Accepted _ -> examiner.addTo(schema);
                    case ValidationResult.Rejected reject ->
                            rejects.add(reader.number(), reject.reason(), reject.detail());
                }
            }
            reader.readToEnd();
            String name = String.valueOf(object.getFileName());
            boolean clean =
                    rejects.isEmpty()
                            && schema.isClean()
                            && reader.isCanonical(name)
                            && SAFE_NAME.matcher(name).matches();
            return new ObjectExamination(
                    lines, rejects.toList(), clean, schema.toTree(), hash.hex());
        }
    }
}

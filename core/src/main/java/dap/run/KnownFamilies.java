package dap.run;

import dap.errors.DapException;
import dap.errors.DidYouMean;
import dap.errors.ErrorCode;
import dap.model.FamilyName;
import dap.project.Project;
import java.util.List;
import java.util.Set;

/// Refuses families that the project does not have.
final class KnownFamilies {

    private KnownFamilies() {}

    /// @throws DapException `USAGE` if one of them does not exist
    static void require(Project project, Set<FamilyName> families) {
        List<String> known =
                project.sources().stream()
                        .flatMap(source -> source.families().stream())
                        .map(family -> family.name().name())
                        .toList();
        for (FamilyName name : families) {
            if (!known.contains(name.name())) {
                throw new DapException(
                        ErrorCode.USAGE,
                        "The project has no product family %s.".formatted(name),
                        "Name one of the master config's families.%s"
                                .formatted(DidYouMean.sentence(name.name(), known)));
            }
        }
    }
}

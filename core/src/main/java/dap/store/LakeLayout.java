package dap.store;

import dap.model.DataSource;
import dap.model.EventName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// Where everything lies in a lake. The paths of RAW and STAGE are given; others read and write
/// them.
///
/// @param root the lake's root
/// @param environment the environment's name: first part of every layer's name
/// @param work files in the making: on the same file system as the layers, so that publishing is a
///   rename; somewhere else for who may only read
public record LakeLayout(Path root, String environment, Path work) {

    public LakeLayout(Path root, String environment) {
        this(root, environment, root.resolve(environment + "-dap-work"));
    }

    /// Whether there is a lake, and we may not write to it: another's, or one on a read-only disk.
    public boolean isForReading() {
        Path catalog = catalogFile();
        return Files.exists(catalog) && !(Files.isWritable(catalog) && Files.isWritable(root));
    }

    /// The same lake for somebody who may only read it.
    ///
    /// @param folder where he has files in the making
    public LakeLayout workingIn(Path folder) {
        return new LakeLayout(root, environment, folder);
    }

    /// What the lake engine reads and writes: RAW, STAGE, and files in the making. Neither the
    /// catalog nor the warehouse.
    public List<Path> engineFolders() {
        return List.of(layer("raw"), layer("stage"), work());
    }

    private Path layer(String name) {
        return root.resolve(environment + "-dap-" + name + "-layer");
    }

    public Path rawLayer(DataSource source) {
        return layer("raw").resolve(source.name());
    }

    /// Where the RAW objects of one event and arrival day lie.
    public Path rawFolder(DataSource source, EventName event, LocalDate arrivalDay) {
        return rawLayer(source)
                .resolve(event.wireName())
                .resolve("year=%04d".formatted(arrivalDay.getYear()))
                .resolve("month=%02d".formatted(arrivalDay.getMonthValue()))
                .resolve("day=%02d".formatted(arrivalDay.getDayOfMonth()));
    }

    public Path stageLayer(DataSource source) {
        return layer("stage").resolve(source.name());
    }

    /// Where the STAGE files of one partition lie.
    ///
    /// @param familyFolder what the STAGE table's location ends with, below the layer; the family's
    ///   name in upper case where it has none
    public Path stageFolder(
            DataSource source, String familyFolder, String processedDate, String eventName) {
        return stageLayer(source)
                .resolve(familyFolder)
                .resolve("processed_date=" + processedDate)
                .resolve("event_name=" + eventName);
    }

    /// Rejected lines, byte for byte, with their reasons.
    public Path rejects(DataSource source) {
        return root.resolve(environment + "-dap-rejects").resolve(source.name());
    }

    /// Where the results of runs lie.
    public Path results(DataSource source) {
        return root.resolve(environment + "-dap-step-function-process-results")
                .resolve(source.name());
    }

    public Path catalogFile() {
        return root.resolve("catalog.db");
    }

    /// The embedded warehouse's data.
    public Path warehouseFolder() {
        return root.resolve("warehouse");
    }

    /// Locked by the run that holds the lake.
    public Path lockFile() {
        return root.resolve("run.lock");
    }

    /// `path`, which lies in the lake, as the catalog names it: relative, with forward slashes.
    public String keyOf(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    public Path pathOf(String key) {
        return root.resolve(key);
    }
}

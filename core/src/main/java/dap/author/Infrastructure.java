package dap.author;

import dap.author.SheetEvent.PinnedColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the CloudFormation templates say.
public record Infrastructure(
        List<StageTable> tables, List<Crawler> crawlers, List<RawTable> pinned) {

    /// @param id the logical id's stem
    /// @param folder the name of its folder
    public record StageTable(String id, String name, String folder, List<SheetColumn> columns) {}

    /// @param folders of the events that it crawls
    /// @param tables pinned ones, whose partitions it adds
    public record Crawler(String id, String name, List<String> folders, List<String> tables) {}

    public record RawTable(String id, String name, String folder, List<PinnedColumn> columns) {}

    static Infrastructure of(MasterSheet sheet) {
        return new Infrastructure(
                sheet.families().stream()
                        .map(family ->
                                new StageTable(
                                        id(family.name().name()),
                                        family.name().name(),
                                        family.name().name().toUpperCase(Locale.ROOT),
                                        family.columns()))
                        .toList(),
                sheet.families().stream().map(Infrastructure::crawler).toList(),
                sheet.events().stream()
                        .filter(event -> !event.pinned().isEmpty())
                        .map(event ->
                                new RawTable(
                                        id(event.name().name()),
                                        event.name().name(),
                                        event.name().wireName(),
                                        event.pinned()))
                        .toList());
    }

    private static Crawler crawler(SheetFamily family) {
        return new Crawler(
                id(family.name().name()),
                family.name().name(),
                family.events().stream()
                        .filter(event -> event.pinned().isEmpty())
                        .map(event -> event.name().wireName())
                        .toList(),
                family.events().stream()
                        .filter(event -> !event.pinned().isEmpty())
                        .map(event -> event.name().name())
                        .toList());
    }

    /// `ipv_cri_kbv` as `IpvCriKbv`: logical ids take letters and digits only.
    private static String id(String name) {
        return Arrays.stream(name.split("_"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}

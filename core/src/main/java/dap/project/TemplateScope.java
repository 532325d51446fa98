package dap.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Where the names in a template are looked up: the template itself, then the others of its
/// project, as a build puts them all together.
///
/// @param given values of names that no template can know, by name: `parameters` of `dap.yml`
/// @param own the template whose values are resolved
/// @param others asked only where the template itself does not know a name
record TemplateScope(
        String environment, Map<String, String> given, Tree own, Supplier<List<Tree>> others) {

    TemplateScope {
        given = Map.copyOf(given);
    }

    Optional<String> given(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /// Entries of this section in the template and in the others.
    Stream<Tree.Entry> everywhere(String section) {
        return Stream.concat(Stream.of(own), others.get().stream())
                .flatMap(tree -> tree.at(section).stream())
                .flatMap(found -> found.entries().stream());
    }

    /// The value at this path of keys: `Resources`, then a logical id.
    Optional<Tree> find(String section, String... path) {
        Optional<Tree> here = own.at(section, path);
        return here.isPresent()
                ? here
                : others.get().stream()
                        .flatMap(tree -> tree.at(section, path).stream())
                        .findFirst();
    }

    /// Whether a name stands for the environment, however it is spelt.
    static boolean isEnvironment(String name) {
        return name.toLowerCase(Locale.ROOT).equals("environment");
    }

    /// Entries of `Resources` in the template itself.
    List<Tree.Entry> resources() {
        return own.at("Resources").map(Tree::entries).orElseGet(ArrayList::new);
    }
}

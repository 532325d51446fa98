package dap.redshift.postgres;

import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;

/// A name with its qualifiers and, where it goes into SUPER, its path: `a.evidence[0].type`.
///
/// @param names tokens of the leading names
/// @param path what comes after the first index: names and indices
/// @param end the index after the chain
record NamePath(List<Token> names, List<Node> path, boolean star, int end) {

    /// The chain that begins at `start`, where a name stands.
    static NamePath at(Phrase phrase, int start) {
        List<Token> names = new ArrayList<>();
        names.add(phrase.token(start));
        int at = start + 1;
        while (phrase.isSymbol(at, ".") && phrase.isName(at + 1)) {
            names.add(phrase.token(at + 1));
            at += 2;
        }
        if (phrase.isSymbol(at, ".") && phrase.isSymbol(at + 1, "*")) {
            return new NamePath(names, List.of(), true, at + 2);
        }
        List<Node> path = new ArrayList<>();
        int end = pathEnd(phrase, at, path);
        return new NamePath(names, path, false, end);
    }

    /// Collects indices and attributes from `start` on.
    ///
    /// @return the index after them
    static int pathEnd(Phrase phrase, int start, List<Node> path) {
        int at = start;
        while (true) {
            if (phrase.isSquare(at)) {
                path.add(phrase.at(at));
                at++;
            } else if (phrase.isSymbol(at, ".") && phrase.isName(at + 1)) {
                path.add(phrase.at(at + 1));
                at += 2;
            } else {
                return at;
            }
        }
    }
}

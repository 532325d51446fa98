package dap.redshift.postgres;

import dap.redshift.parser.SourceFile;
import dap.redshift.postgres.Node.Group;
import dap.redshift.postgres.Node.Leaf;
import dap.redshift.tree.Token;
import java.util.ArrayList;
import java.util.List;

/// Puts tokens into a tree by their brackets.
final class TokenTree {

    private final SourceFile file;
    private final List<Token> tokens;
    private int at;

    private TokenTree(SourceFile file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    /// @param tokens as [Lexer#tokens] gives them; the empty one at the end is left out
    static Phrase of(SourceFile file, List<Token> tokens) {
        TokenTree tree = new TokenTree(file, tokens);
        Phrase all = tree.until("");
        if (tree.at < tokens.size() - 1) {
            Token stray = tokens.get(tree.at);
            throw file.syntax(
                    stray.line(),
                    stray.column(),
                    "a closing " + stray.text() + " has no opening bracket",
                    "Take it out, or open it.");
        }
        return all;
    }

    private Phrase until(String end) {
        List<Node> nodes = new ArrayList<>();
        while (at < tokens.size() - 1) {
            Token token = tokens.get(at);
            if (token.isSymbol(")") || token.isSymbol("]")) {
                break;
            }
            at++;
            if (token.isSymbol("(") || token.isSymbol("[")) {
                nodes.add(group(token));
            } else {
                nodes.add(new Leaf(token));
            }
        }
        Token next = tokens.get(at);
        if (!end.isEmpty() && !next.isSymbol(end)) {
            throw file.syntax(
                    next.line(), next.column(), "a closing " + end + " is missing here", "Add it.");
        }
        return new Phrase(nodes);
    }

    private Group group(Token open) {
        Phrase items = until(open.text().equals("(") ? ")" : "]");
        return new Group(open, items, tokens.get(at++));
    }
}

package dap.redshift.parser;

import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import dap.redshift.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads names of types.
final class TypeParser {

    private final Cursor cursor;

    TypeParser(Cursor cursor) {
        this.cursor = cursor;
    }

    boolean isType() {
        return cursor.peek().isName();
    }

    TypeName type() {
        int start = cursor.at();
        Token first = cursor.expectName("a type");
        String name = first.name().toLowerCase(Locale.ROOT);
        switch (name) {
            case "national" -> name = cursor.take().lower();
            case "double" -> cursor.takeWords("precision");
            default -> {}
        }
        if (cursor.takeWords("varying")) {
            name = name.equals("character") || name.equals("char") ? "varchar" : name;
        }
        if (cursor.isSymbol(".") && cursor.peek(1).isName() && cursor.at() == start + 1) {
            cursor.take();
            name = name + "." + cursor.take().text();
        }
        List<Token> sizes = cursor.isSymbol("(") ? sizes() : List.of();
        if (name.equals("timestamp") || name.equals("time")) {
            if (cursor.takeWords("with", "time", "zone")) {
                name = name + "tz";
            } else {
                cursor.takeWords("without", "time", "zone");
            }
        }
        return new TypeName(cursor.since(start), name, sizes);
    }

    private List<Token> sizes() {
        List<Token> sizes = new ArrayList<>();
        cursor.expectSymbol("(");
        do {
            boolean size = cursor.isKind(0, Kind.NUMBER) || cursor.word().equals("max");
            if (!size) {
                throw cursor.expected("a length");
            }
            sizes.add(cursor.take());
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
        return sizes;
    }
}

package dap.redshift.postgres;

import dap.redshift.tree.Token;
import java.util.List;

/// Translates Redshift's SQL and PL/pgSQL into PostgreSQL's.
///
/// The result needs the schema `dap_redshift`, made by `compat.sql`, at the end of the search path.
/// A statement begins on the line on which it began, so that PostgreSQL's messages name the file's
/// lines.
public final class RedshiftSql {

    private RedshiftSql() {}

    /// The script in PostgreSQL's words; connects to nothing.
    ///
    /// @param file how messages name the text
    /// @throws dap.errors.DapException `SQL_NOT_TRANSLATABLE`, with line and column, for what has
    ///   no equal; `SQL_SYNTAX` for text that cannot be read
    public static String translate(String file, String text) {
        TranslationUnit unit = TranslationUnit.of(file, text);
        List<Token> tokens = unit.parseAll(text, 1, 1);
        Phrase phrase = TokenTree.of(unit.file(), tokens);
        return new Statements(unit, false).script(phrase) + tokens.getLast().before();
    }
}

/// Redshift's dialect of SQL and PL/pgSQL, turned into PostgreSQL's.
///
/// Text goes in and text comes out; nothing here connects to anything. The text is cut into tokens,
/// the tokens into a tree of brackets, and the tree is rewritten statement by statement. What
/// PostgreSQL can be taught lies in `compat.sql`, the schema `dap_redshift`; what has no equal is
/// refused with its place.
@NullMarked
package dap.redshift.postgres;

import org.jspecify.annotations.NullMarked;

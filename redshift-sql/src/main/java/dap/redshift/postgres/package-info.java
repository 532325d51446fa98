/// Redshift's dialect of SQL and PL/pgSQL, turned into PostgreSQL's.
///
/// Text goes in and text comes out; nothing here connects to anything. `dap.redshift.parser` makes
/// trees of queries, expressions and DML, which are written node by node; definitions and bodies go
/// by their words, and hand what stands in them to the parser. What PostgreSQL can be taught lies
/// in the warehouse's schema `dap_redshift`; what has no equal is refused with its location.
@NullMarked
package dap.redshift.postgres;

import org.jspecify.annotations.NullMarked;

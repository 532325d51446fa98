package dap.redshift.postgres;

import dap.redshift.tree.Expression.Name;
import java.util.regex.Pattern;

/// Views and tables in which Redshift tells of its cluster.
///
/// Source: AWS, "System tables and views reference".
final class SystemViews {

    private static final Pattern NAMES =
            Pattern.compile(
                    "(svv|stl|stv|svl|svcs|stcs)_[a-z0-9_]+"
                            + "|sys_(analyze|auto|automv|child|connection|copy|datashare|external|integration|load|mv"
                            + "|procedure|query|restore|schema|serverless|session|spatial|stream|transaction|udf"
                            + "|undone|unload|userlog|vacuum)[a-z0-9_]*"
                            + "|pg_(table_def|external_schema|class_info|proc_info|user_info|default_acl_info"
                            + "|database_info|attribute_info|library|statistic_indicator)");

    private SystemViews() {}

    /// @throws dap.errors.DapException if `name` is such a view
    static void refuse(Name name, QueryScope scope, TranslationUnit unit) {
        String last = unit.names().fold(name.names().getLast());
        String first = unit.names().fold(name.names().getFirst());
        boolean own = name.names().size() > 1 && !first.equals("pg_catalog");
        if (own || scope.hasQuery(last) || !NAMES.matcher(last).matches()) {
            return;
        }
        throw unit.file()
                .refusal(
                        name.names().getLast(),
                        "The system view " + last,
                        "Use information_schema.tables and information_schema.columns, or take it out.");
    }
}

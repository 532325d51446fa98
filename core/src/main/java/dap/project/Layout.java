package dap.project;

import java.util.List;

/// Where the files of one data source lie, relative to the project's folder.
///
/// @param processScripts folder of the master config and the families' configs
/// @param dml folder of the events' `INSERT` statements
/// @param stage template of the STAGE tables
/// @param raw template of the crawlers and pinned RAW tables
/// @param warehouseScripts folder of the warehouse config and the procedures
/// @param migrations folders of the warehouse's migrations
public record Layout(
        String processScripts,
        String dml,
        String stage,
        String raw,
        String warehouseScripts,
        List<String> migrations) {

    public Layout {
        migrations = List.copyOf(migrations);
    }

    public String masterConfig() {
        return processScripts + "/product_family_config.json";
    }

    public String familyConfig(String family) {
        return processScripts + "/" + family + "_config.json";
    }

    public String dmlFile(String event) {
        return dml + "/" + event + ".sql";
    }

    public String warehouseConfig() {
        return warehouseScripts + "/reporting_model_product_family_config.json";
    }

    public String procedure(String family) {
        return warehouseScripts + "/sp_" + family + ".sql";
    }

    public String setupProcedure() {
        return warehouseScripts + "/sp_setup_conformed_schema_statements.sql";
    }
}

package dap.catalog;

/// RAW as the catalog knows it: objects, their lines and rejects, tables, ingests.
public final class RawCatalog {

    private final Catalog catalog;

    RawCatalog(Catalog catalog) {
        this.catalog = catalog;
    }
}

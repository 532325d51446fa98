package dap.query;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.catalog.StageFile;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.model.TableName;
import dap.project.Project;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.raw.FairCopy;
import dap.raw.Plainness;
import dap.raw.RawOptions;
import dap.raw.RawTables;
import dap.sql.LakeTable;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The lake's tables: RAW as crawled or pinned, STAGE as declared. Files are those that the catalog
/// knows; an object that is not plain is read through a fair copy, which lies in the work folder for
/// as long as that is open.
public final class ProjectTables implements LakeTables {

    private final Project project;
    private final Catalog catalog;
    private final LakeLayout layout;
    private final WorkFolder work;

    public ProjectTables(Project project, Catalog catalog, LakeLayout layout, WorkFolder work) {
        this.project = project;
        this.catalog = catalog;
        this.layout = layout;
        this.work = work;
    }
}

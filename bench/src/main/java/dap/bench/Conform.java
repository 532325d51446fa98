package dap.bench;

import dap.bench.Figure.Scale;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.warehouse.ConformBatch;
import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// A batch into the star, held against the same by hand, or against the same batch on another
/// number of facts. The unload from STAGE is in neither: both begin with the same CSV.
final class Conform implements Pair {

    private static final long ROWS = 200_000;

    private final EmbeddedServer server;
    private final Star ours;
    private final Star others;
    private final boolean byHand;
    private final Batches batches;
    private final boolean emptied;

    private Conform(
            EmbeddedServer server,
            Star ours,
            Star others,
            Batches batches,
            boolean byHand,
            boolean emptied) {
        this.server = server;
        this.ours = ours;
        this.others = others;
        this.batches = batches;
        this.byHand = byHand;
        this.emptied = emptied;
    }

    /// On a star without facts, beside the same by hand.
    static Conform besideHandWritten(Path work, Scale scale) throws Exception {
        return prepared(
                work,
                (server, project) -> {
                    Star star = Star.create(server, project, "bench");
                    Batches batches = new Batches(star.landing(), work, scale.of(ROWS));
                    return new Conform(server, star, star, batches, true, true);
                });
    }

    /// On `many` facts, beside the same on `few`.
    static Conform onManyFacts(Path work, Scale scale, long many, long few) throws Exception {
        return prepared(
                work,
                (server, project) -> {
                    Star large = Star.create(server, project, "many");
                    Star small = Star.create(server, project, "few");
                    History.fill(large, scale.of(many));
                    if (few > 0) {
                        History.fill(small, scale.of(few));
                    }
                    Batches batches = new Batches(large.landing(), work, scale.of(ROWS));
                    return new Conform(server, large, small, batches, false, few == 0);
                });
    }

    @FunctionalInterface
    private interface Preparation {
        Conform on(EmbeddedServer server, Project project) throws Exception;
    }

    /// The server stops where the preparation fails: it would hold the folder otherwise.
    private static Conform prepared(Path work, Preparation preparation) throws Exception {
        EmbeddedServer server = server(work);
        try {
            return preparation.on(server, project(work));
        } catch (Exception failure) {
            server.close();
            throw failure;
        }
    }

    private static Project project(Path work) {
        return ProjectReader.read(
                Lake.EXAMPLE, new Overrides(Optional.of(work.resolve("lake")), Optional.empty()));
    }

    private static EmbeddedServer server(Path work) throws IOException {
        Path folder = Files.createDirectories(work.resolve("lake")).resolve("warehouse");
        return EmbeddedServer.attach(folder, Binaries.inCacheOf(System.getenv()));
    }

    @Override
    public double ours() throws Exception {
        if (byHand) {
            ours.empty();
        }
        return conform(ours);
    }

    @Override
    public double baseline() throws Exception {
        if (emptied) {
            others.empty();
        }
        if (!byHand) {
            return conform(others);
        }
        ConformBatch batch = batches.next();
        others.checkpoint();
        return Stopwatch.seconds(() -> ByHand.conform(others.connection(), batch));
    }

    private double conform(Star star) throws IOException, SQLException, Exception {
        ConformBatch batch = batches.next();
        star.checkpoint();
        return Stopwatch.seconds(() -> star.conform(batch));
    }

    @Override
    public void close() throws SQLException {
        ours.close();
        others.close();
        server.close();
    }
}

package dap.project;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedProjectTest {

    private static final List<String> FILES =
            List.of(
                    TestProject.MASTER,
                    TestProject.EVENTS,
                    TestProject.STAGE,
                    TestProject.RAW,
                    TestProject.WAREHOUSE,
                    "dap.yml");
    private static final String SIGNS = "{}[]:,\"'-!&*<>|#%@`$.\\\0\t\n é\uFEFF0a";

    @TempDir Path folder;

    /// Whatever the damage, it is read or refused for one of the reasons that a project may have.
    @Test
    void noDamageToAFileCrashesTheReader() throws IOException {
        Random random = new Random(2026);
        TestProject project =
                TestProject.in(folder)
                        .write(
                                TestProject.RAW,
                                "Resources:\n" + TestProject.stageTable("ipv_start"))
                        .write(
                                TestProject.WAREHOUSE,
                                "[{\"product_family\": \"auth\", \"enabled\": true}]")
                        .write(
                                "dap.yml",
                                "environment: local\nengine: { slots: 2 }\nsources: { txma: {} }\n");

        for (int i = 0; i < 120; i++) {
            String file = FILES.get(i % FILES.size());
            byte[] whole = Files.readAllBytes(folder.resolve(file));
            project.writeBytes(file, damaged(whole, random));
            assertThat(outcome(project)).isIn("read", "PROJECT_INVALID", "FILE_MISSING");
            project.writeBytes(file, whole);
        }
    }

    private static String outcome(TestProject project) {
        try {
            assertThat(project.problems()).allMatch(problem -> !problem.hint().isEmpty());
            return "read";
        } catch (DapException e) {
            ErrorCode code = e.code();
            return code.name();
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        StringBuilder text = new StringBuilder(new String(whole, StandardCharsets.UTF_8));
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1));
                case 1 -> text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 40)));
                default -> throw new IllegalStateException("not a damage");
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

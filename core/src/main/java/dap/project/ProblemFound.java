package dap.project;

import dap.errors.Problem;

/// Carries a problem from where it is found to whom it belongs: a family, an event, a source.
///
/// Never leaves this package.
final class ProblemFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemFound(Problem problem) {
        super(problem.location() + ": " + problem.message());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}

package dap.redshift.postgres;

import dap.redshift.parser.SourceFile;
import dap.redshift.tree.Token;
import java.util.ArrayDeque;
import java.util.Deque;

/// The exception handlers of a body, and what Redshift does once one has run: the error is thrown
/// on, but in a NONATOMIC procedure.
///
/// PostgreSQL goes on behind the block instead, so each handler is given a `RAISE` at its end, and
/// in place of each RETURN in it. Source: AWS, "Trapping errors",
/// docs.aws.amazon.com/redshift/latest/dg/stored-procedure-trapping-errors.html
final class Handlers {

    /// What an END closes.
    private enum Frame {
        BLOCK,
        HANDLER,
        LOOP,
        BRANCH
    }

    private final SourceFile file;
    private final boolean throwsOn;
    private final Deque<Frame> frames = new ArrayDeque<>();

    Handlers(SourceFile file, boolean throwsOn) {
        this.file = file;
        this.throwsOn = throwsOn;
    }

    void begin() {
        frames.push(Frame.BLOCK);
    }

    void loop() {
        frames.push(Frame.LOOP);
    }

    void branch() {
        frames.push(Frame.BRANCH);
    }

    /// Writes the head of a handler, at EXCEPTION.
    ///
    /// @return where its statements begin
    int exception(Phrase phrase, int at, StringBuilder text) {
        int when = at + 1;
        Token word = phrase.token(Math.min(when, phrase.size() - 1));
        if (phrase.word(when).equals("continue_handler")) {
            throw file.refusal(
                    word,
                    "CONTINUE_HANDLER",
                    "PostgreSQL cannot go on behind the statement that failed; give the statement a block of its own, with EXCEPTION WHEN OTHERS.");
        }
        if (phrase.word(when).equals("exit_handler")) {
            when++;
        }
        if (!phrase.hasWords(when, "when", "others", "then")) {
            Token condition = phrase.token(Math.min(when + 1, phrase.size() - 1));
            throw file.refusal(
                    condition,
                    "The condition " + condition.text() + " of an exception handler",
                    "Redshift knows WHEN OTHERS THEN alone.");
        }
        if (!frames.isEmpty()) {
            frames.pop();
        }
        frames.push(Frame.HANDLER);
        for (int i = at; i < when + 3; i++) {
            boolean left = i > at && i < when;
            Token token = phrase.token(i);
            text.append(token.before()).append(left ? "" : token.text());
        }
        return when + 3;
    }

    /// @throws dap.errors.DapException if this WHEN begins a handler's second branch
    void when(Token when) {
        if (frames.peek() == Frame.HANDLER) {
            throw file.refusal(
                    when,
                    "A second condition of an exception handler",
                    "Redshift knows WHEN OTHERS THEN alone.");
        }
    }

    /// What stands before an END.
    String end() {
        return !frames.isEmpty() && frames.pop() == Frame.HANDLER && throwsOn ? " RAISE;" : "";
    }

    /// Whether what stands here is in a handler that throws its error on.
    boolean isThrownOn() {
        return throwsOn && frames.contains(Frame.HANDLER);
    }

    /// @throws dap.errors.DapException if `statement`, an EXIT or CONTINUE, leaves a handler that
    ///   throws its error on
    void jump(Phrase statement) {
        if (!isThrownOn()) {
            return;
        }
        boolean staysWithin = statement.size() == 1 || statement.word(1).equals("when");
        for (Frame frame : frames) {
            if (frame == Frame.LOOP && staysWithin) {
                return;
            }
            if (frame == Frame.HANDLER) {
                break;
            }
        }
        throw file.refusal(
                statement.token(0),
                statement.token(0).text() + " out of an exception handler",
                "Redshift throws the error on when the handler ends; take it out, or make the procedure NONATOMIC.");
    }
}

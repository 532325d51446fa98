package dap.cli;

import dap.errors.CommitUnknownException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/// Lets one call to an engine or a warehouse go wrong: before it was done, or after, when the
/// caller does not hear that it was.
final class Mishap implements InvocationHandler {

    private static final Set<String> CALLS =
            Set.of(
                    "insert",
                    "unload",
                    "merge",
                    "conform",
                    "conformed",
                    "prepare",
                    "refreshReferenceData");

    private final Object real;
    private int callsToGo = Integer.MAX_VALUE;
    private boolean isAfter;

    private Mishap(Object real) {
        this.real = real;
    }

    /// A part in front of another, and the way to make it fail.
    record Fragile<T>(T part, Mishap mishap) {}

    static <T> Fragile<T> infrontOf(Class<T> type, T real) {
        Mishap mishap = new Mishap(real);
        return new Fragile<>(
                type.cast(
                        Proxy.newProxyInstance(
                                type.getClassLoader(), new Class<?>[] {type}, mishap)),
                mishap);
    }

    /// The n-th call from now on fails.
    synchronized void comeAt(int call, boolean after) {
        callsToGo = call;
        isAfter = after;
    }

    synchronized void stayAway() {
        callsToGo = Integer.MAX_VALUE;
    }

    private synchronized boolean isDue(Method method) {
        return CALLS.contains(method.getName()) && --callsToGo == 0;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean fails = isDue(method);
        if (fails && !isAfter) {
            throw new IllegalStateException("a mishap before " + method.getName());
        }
        try {
            Object result = method.invoke(real, arguments);
            if (!fails) {
                return result;
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("conform")) {
            throw new CommitUnknownException(
                    "The connection was lost while committing.", "Look.", null);
        }
        throw new IllegalStateException("a mishap after " + method.getName());
    }
}

package dap.cli;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.event.VMStartEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Runs `dap` in a process of its own and kills it at one of its commit points: before or after a
/// commit of the catalog or the warehouse, a move into place, a deletion of a work folder. The
/// debugger's interface stops it there, so nothing of it is in the code that is killed.
final class CommitPoints {

    /// Methods that make something true, or take something away, for good.
    private static final Map<String, Set<String>> METHODS =
            Map.of(
                    "org.sqlite.jdbc3.JDBC3Connection", Set.of("commit"),
                    "org.postgresql.jdbc.PgConnection", Set.of("commit"),
                    "dap.store.Publication", Set.of("publish"),
                    "dap.store.DiskSync", Set.of("folder"),
                    "dap.store.WorkFolder", Set.of("close"));

    private CommitPoints() {}

    /// Runs it, and kills it at the n-th commit point.
    ///
    /// @param number from 1; more than there are: it runs to its end
    /// @return the commit points that it came to
    static int kill(Dap dap, int number, String... words) throws Exception {
        ListeningConnector connector =
                Bootstrap.virtualMachineManager().listeningConnectors().stream()
                        .filter(each -> each.name().endsWith("SocketListen"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("localAddress")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("timeout")).setValue("30000");
        String address = connector.startListening(arguments);
        try (DapProcess process =
                dap.start(
                        List.of(
                                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address="
                                        + address),
                        words)) {
            return watch(accept(connector, arguments), process.process(), number);
        } finally {
            connector.stopListening(arguments);
        }
    }

    private static VirtualMachine accept(
            ListeningConnector connector, Map<String, Connector.Argument> arguments)
            throws IOException, IllegalConnectorArgumentsException {
        return connector.accept(arguments);
    }

    private static int watch(VirtualMachine machine, Process process, int number)
            throws InterruptedException {
        int count = 0;
        try {
            METHODS.keySet().forEach(name -> await(machine.eventRequestManager(), name));
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    switch (event) {
                        case ClassPrepareEvent prepared ->
                                stopIn(machine.eventRequestManager(), prepared.referenceType());
                        case BreakpointEvent _ -> {
                            count++;
                            if (count == number) {
                                process.destroyForcibly().waitFor();
                                return count;
                            }
                        }
                        case VMDeathEvent _, VMDisconnectEvent _ -> {
                            process.waitFor();
                            return count;
                        }
                        case VMStartEvent _ -> {}
                        default -> throw new IllegalStateException(event.toString());
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException e) {
            process.waitFor();
            return count;
        }
    }

    private static void await(EventRequestManager requests, String className) {
        ClassPrepareRequest request = requests.createClassPrepareRequest();
        request.addClassFilter(className);
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        request.enable();
    }

    private static void stopIn(EventRequestManager requests, ReferenceType type) {
        Set<Location> places = new HashSet<>();
        for (Method method : type.methods()) {
            if (METHODS.getOrDefault(type.name(), Set.of()).contains(method.name())) {
                try {
                    List<Location> lines = method.allLineLocations();
                    places.add(lines.getFirst());
                    places.add(lines.getLast());
                } catch (com.sun.jdi.AbsentInformationException e) {
                    places.add(method.location());
                }
            }
        }
        for (Location place : places) {
            BreakpointRequest request = requests.createBreakpointRequest(place);
            request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            request.enable();
        }
    }
}

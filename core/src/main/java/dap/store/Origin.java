package dap.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a process runs. Numbers of processes mean something within one origin only: a container
/// has its own, and so has every host and every boot of it.
///
/// @param host its name, for people
/// @param boot the kernel's id of its boot; empty where the system has none
/// @param namespace the namespace of process numbers; empty where the system has none
public record Origin(String host, String boot, String namespace) {

    /// Where this process runs.
    public static Origin here() {
        return new Origin(hostName(), bootId(), processNamespace());
    }

    /// Whether a process there is one that we could see and signal.
    public boolean sharesProcessesWith(Origin other) {
        return boot.equals(other.boot) && namespace.equals(other.namespace);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException _) {
            return "";
        }
    }

    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException _) {
            return "";
        }
    }
}

package dap.store;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refuses file systems that several machines may hold at once: locks and shared memory that one of
/// them has do not bind the others there, and a database is destroyed in silence.
public final class LocalDisk {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDisk.class);

    /// As Linux names them in `/proc/mounts`. Besides these, all that begin with `nfs`, `smb` or
    /// `fuse.`: what lies behind a program's file system nobody knows.
    private static final Set<String> SHARED =
            Set.of(
                    "9p",
                    "acfs",
                    "afs",
                    "beegfs",
                    "ceph",
                    "cifs",
                    "coda",
                    "davfs",
                    "drvfs",
                    "fuse",
                    "gfs",
                    "gfs2",
                    "glusterfs",
                    "gpfs",
                    "lustre",
                    "ncpfs",
                    "ocfs2",
                    "orangefs",
                    "prl_fs",
                    "pvfs2",
                    "vboxsf",
                    "virtiofs",
                    "vmhgfs");

    private LocalDisk() {}

    /// Refuses `folder` where other machines may have it too. Where it is not there yet, its parent
    /// decides.
    ///
    /// @param what is to lie there, for the message: `catalog`
    /// @param instead what else can be done, a sentence
    /// @throws DapException `STORE_UNAVAILABLE`
    public static void require(Path folder, String what, String instead) {
        @Nullable Path there = folder.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null) {
            return;
        }
        String type;
        try {
            type = Files.getFileStore(there).type();
        } catch (IOException e) {
            // No such mount: within a changed root the system does not tell.
            LOG.debug("what {} lies on is not known", there, e);
            return;
        }
        if (isShared(type)) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The %s cannot lie in %s: other machines may hold the same files there (file system %s), and its locks do not bind them."
                            .formatted(what, folder, type),
                    instead);
        }
    }

    static boolean isShared(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return name.startsWith("nfs")
                || name.startsWith("smb")
                || name.startsWith("fuse.")
                || SHARED.contains(name);
    }
}

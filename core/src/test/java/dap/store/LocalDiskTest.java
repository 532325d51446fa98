package dap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDiskTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "smbfs",
                "9p",
                "fuse.sshfs",
                "fuse.s3fs",
                "fuse",
                "virtiofs",
                "ceph",
                "glusterfs",
                "lustre",
                "gfs2",
                "ocfs2",
                "vboxsf",
                "NFS4"
            })
    void whatSeveralMachinesMayHoldIsShared(String type) {
        assertThat(LocalDisk.isShared(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "f2fs", "fuseblk", "apfs",
                "ntfs3"
            })
    void aDiskOfThisMachineIsNot(String type) {
        assertThat(LocalDisk.isShared(type)).isFalse();
    }

    @Test
    void aFolderThatIsNotThereYetIsJudgedByItsParent() {
        assertThatCode(() -> LocalDisk.require(folder.resolve("a/b"), "catalog", "Move it."))
                .doesNotThrowAnyException();
    }
}

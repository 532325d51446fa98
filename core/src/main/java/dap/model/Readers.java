package dap.model;

/// Who may read a lake's files, by their modes. Only the lake's owner ever writes.
public enum Readers {
    /// Its owner alone: folders 0700, files 0600.
    OWNER,

    /// The group of the files, too: folders 0750, files 0640.
    GROUP
}

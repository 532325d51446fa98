package dap.raw;

/// What a field can be taken for, where more than one type comes into question.
public enum FieldForm {
    /// Text; a container is its JSON text, a number or a boolean as it is written.
    TEXT,
    /// An array; a lone object is its one element.
    ARRAY,
    STRUCT,
    DOUBLE,
    BIGINT,
    INT,
    BOOLEAN,
    /// Not decided yet: NULL for every statement.
    UNKNOWN
}

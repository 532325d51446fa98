package dap.raw;

import dap.model.Column;
import dap.model.HiveType;
import dap.model.HiveType.Array;
import dap.model.HiveType.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A type made ready for reading many lines into it.
///
/// @param fields of a struct, in its order, by lower-case name
/// @param element of an array
record Shape(HiveType type, Map<String, Field> fields, @Nullable Shape element) {

    /// @param name how the normalized copy spells it
    record Field(String name, Shape shape) {}

    static Shape of(List<Column> columns) {
        return of(new Struct(columns));
    }

    static Shape of(HiveType type) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (type instanceof Struct struct) {
            struct.fields().forEach(column -> fields.put(column.hiveName(), field(column)));
        }
        Shape element = type instanceof Array array ? of(array.element()) : null;
        return new Shape(type, fields, element);
    }

    private static Field field(Column column) {
        return new Field(column.name(), of(column.type()));
    }
}

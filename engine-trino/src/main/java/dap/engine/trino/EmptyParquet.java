package dap.engine.trino;

import dap.model.Column;
import dap.model.HiveType.Scalar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/// Writes a Parquet file without rows: Trino writes none at all where a statement selects nothing.
/// It has the table's columns of text and numbers; what a file lacks, readers take for NULL.
final class EmptyParquet {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private EmptyParquet() {}

    /// Writes the file, synced.
    ///
    /// @param file does not exist yet
    static void write(List<Column> columns, Path file) throws IOException {
        List<SchemaElement> schema = new ArrayList<>();
        columns.forEach(column -> addTo(schema, column));
        SchemaElement root = new SchemaElement("hive_schema");
        root.setNum_children(schema.size());
        schema.addFirst(root);
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(new FileMetaData(1, schema, 0, List.of()), footer);
        try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(MAGIC);
            footer.writeTo(out);
            out.write(length(footer.size()));
            out.write(MAGIC);
            channel.force(true);
        }
    }

    private static byte[] length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes)
                .array();
    }

    private static void addTo(List<SchemaElement> schema, Column column) {
        if (!(column.type() instanceof Scalar scalar)) {
            return;
        }
        switch (scalar) {
            case STRING -> {
                SchemaElement text = element(column, Type.BYTE_ARRAY);
                text.setConverted_type(ConvertedType.UTF8);
                schema.add(text);
            }
            case BIGINT -> schema.add(element(column, Type.INT64));
            case INT -> schema.add(element(column, Type.INT32));
            case DOUBLE -> schema.add(element(column, Type.DOUBLE));
            case FLOAT -> schema.add(element(column, Type.FLOAT));
            case BOOLEAN -> schema.add(element(column, Type.BOOLEAN));
            case TINYINT, SMALLINT, DATE, TIMESTAMP, BINARY, UNKNOWN -> {
                // Left out: NULL to readers.
            }
        }
    }

    private static SchemaElement element(Column column, Type type) {
        SchemaElement element = new SchemaElement(column.hiveName());
        element.setType(type);
        element.setRepetition_type(FieldRepetitionType.OPTIONAL);
        return element;
    }
}

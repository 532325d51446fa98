package dap.author;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/// The texts that files are generated from: FreeMarker templates beside this class.
///
/// A template lays out; what stands in it is worked out before, and handed in as records.
final class FileTemplates {

    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);

    FileTemplates() {
        configuration.setClassForTemplateLoading(FileTemplates.class, "/dap/author");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
    }

    /// @param model a public record; the template names its components
    String render(String template, Record model) {
        StringWriter text = new StringWriter();
        try {
            configuration.getTemplate(template).process(model, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The template %s is wrong".formatted(template), e);
        }
        return text.toString();
    }
}

/// The project folder, read into records: every problem at once, with file, line and hint.
///
/// The only package that knows the layout of the user's files. A fault of one family or event stays
/// with it (in its `problems`); what makes any plan impossible is thrown.
@NullMarked
package dap.project;

import org.jspecify.annotations.NullMarked;

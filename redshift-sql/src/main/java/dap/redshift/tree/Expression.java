package dap.redshift.tree;

import java.util.List;
import java.util.Optional;

/// What has a value.
public sealed interface Expression extends SyntaxNode {

    /// Text in quotes; several pieces in a row are one.
    record TextLiteral(Span span) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    record NumberLiteral(Span span) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    record BooleanLiteral(Span span) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    record NullLiteral(Span span) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    /// `$1`.
    record Parameter(Span span) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    /// `DATE '2024-01-01'`, `INTERVAL '1' day`.
    record TypedLiteral(Span span, String type) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    /// A word that has a value: `CURRENT_DATE`, `SYSDATE`, `DEFAULT`.
    ///
    /// @param word in lower case
    record Keyword(Span span, String word) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    /// A name with its qualifiers and, where it goes into SUPER, its path: `a.evidence[0].type`.
    /// Which of the names is the column, the tables around must say.
    ///
    /// @param names what comes before the first index
    record Name(Span span, List<Token> names, List<Step> steps) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.copyOf(steps);
        }
    }

    /// `*`, `t.*`, `* EXCLUDE (a)`.
    record Star(Span span, List<Token> qualifiers, List<Token> excluded) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of();
        }
    }

    /// A path into the value of an expression: `json_parse(x).name`.
    record Navigation(Span span, Expression base, List<Step> steps) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(base, steps);
        }
    }

    /// @param name with its qualifiers
    /// @param within the items of WITHIN GROUP (ORDER BY …)
    /// @param ignoresNulls whether IGNORE NULLS stands inside or behind
    /// @param over the window, where it has one
    /// @param arguments where the brackets of the arguments begin and end
    record Call(
            Span span,
            List<Token> name,
            boolean distinct,
            List<Expression> parameters,
            Span arguments,
            List<SortItem> within,
            boolean ignoresNulls,
            Optional<Expression> filter,
            Optional<Window> over)
            implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(parameters, within, filter, over);
        }

        /// The function's name in lower case; empty where it is qualified or in quotes.
        public String word() {
            return name.size() == 1 && name.getFirst().kind() == Token.Kind.WORD
                    ? name.getFirst().lower()
                    : "";
        }
    }

    /// A call whose arguments are held together by words: `TRIM(BOTH 'x' FROM y)`.
    record WordedCall(Span span, List<Expression> operands) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.copyOf(operands);
        }
    }

    /// `EXTRACT(part FROM source)`.
    record Extract(Span span, Token part, Expression source) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of(source);
        }
    }

    record Cast(Span span, Style style, Expression operand, TypeName type) implements Expression {

        public enum Style {
            /// `operand::type`.
            POSTFIX,
            /// `CAST(operand AS type)`.
            CALL,
            /// `TRY_CAST(operand AS type)`.
            TRIED,
            /// `CONVERT(type, operand)`.
            CONVERTED
        }

        @Override
        public List<SyntaxNode> children() {
            return style == Style.CONVERTED ? List.of(type, operand) : List.of(operand, type);
        }
    }

    /// @param operator in lower case
    record Unary(Span span, String operator, Expression operand) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of(operand);
        }
    }

    /// Two operands with a symbol or words between: `a + b`, `a AND b`, `t AT TIME ZONE 'UTC'`.
    ///
    /// @param operator in lower case, words with one blank between
    record Binary(Span span, String operator, Expression left, Expression right)
            implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of(left, right);
        }
    }

    /// `a IS NOT NULL`, `a ISNULL`, `a IS TRUE`.
    record Is(Span span, Expression operand) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of(operand);
        }
    }

    /// LIKE, ILIKE and SIMILAR TO.
    ///
    /// @param operator `like`, `ilike` or `similar to`
    record Like(
            Span span,
            String operator,
            Expression operand,
            Expression pattern,
            Optional<Expression> escape)
            implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(operand, pattern, escape);
        }
    }

    record Between(Span span, Expression operand, Expression low, Expression high)
            implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of(operand, low, high);
        }
    }

    /// @param items empty for a query
    record In(Span span, Expression operand, List<Expression> items, Optional<Query> query)
            implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(operand, items, query);
        }
    }

    /// `ANY (…)`, `SOME (…)`, `ALL (…)` behind a comparison.
    record Quantified(Span span, Optional<Query> query, Optional<Expression> array)
            implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(query, array);
        }
    }

    record Exists(Span span, Query query) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of(query);
        }
    }

    record Case(
            Span span,
            Optional<Expression> subject,
            List<When> branches,
            Optional<Expression> otherwise)
            implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return SyntaxNode.list(subject, branches, otherwise);
        }
    }

    record Subquery(Span span, Query query) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.of(query);
        }
    }

    /// One expression in brackets, or a row of several.
    record Brackets(Span span, List<Expression> items) implements Expression {
        @Override
        public List<SyntaxNode> children() {
            return List.copyOf(items);
        }
    }
}

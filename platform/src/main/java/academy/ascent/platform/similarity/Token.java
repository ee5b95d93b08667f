package academy.ascent.platform.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The smallest part of a text that is compared.
 *
 * @param text in Python names, numbers and texts are one kind each, so that renaming hides nothing; elsewhere as written; empty
 *     for the end of a file
 * @param line from 1 on
 */
record Token(String text, String path, int line) {
    /** Longer texts in quotes are taken apart, which bounds how often a quote without its end is looked at. */
    private static final String PARTS = "|\"\"\"[\\s\\S]*?\"\"\"|'''[\\s\\S]*?'''"
            + "|\"(?:[^\"\\\\\\n]|\\\\.){0,500}+\"|'(?:[^'\\\\\\n]|\\\\.){0,500}+'"
            + "|[\\p{L}_][\\p{L}\\p{N}_]*+|\\p{N}[\\p{L}\\p{N}_.]*+|\\S";

    private static final Pattern OF_PYTHON = Pattern.compile("#[^\\n]*+" + PARTS);
    private static final Pattern OF_OTHERS = Pattern.compile("(?<=^|\\s)#[^\\n]*+" + PARTS, Pattern.MULTILINE);
    private static final Set<String> PYTHON = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "case",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "match",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    /** The tokens of a file without its comments, and its end. */
    static List<Token> of(String path, String text) {
        var python = path.endsWith(".py");
        var tokens = new ArrayList<Token>();
        var parts = (python ? OF_PYTHON : OF_OTHERS).matcher(text);
        var line = 1;
        var counted = 0;
        while (parts.find()) {
            for (; counted < parts.start(); counted++) {
                line += text.charAt(counted) == '\n' ? 1 : 0;
            }
            if (text.charAt(counted) != '#') {
                tokens.add(new Token(python ? kind(parts.group()) : parts.group(), path, line));
            }
        }
        tokens.add(new Token("", path, line));
        return tokens;
    }

    /** Whether it stands for the end of a file, which no passage goes beyond. */
    boolean isEnd() {
        return text.isEmpty();
    }

    private static String kind(String part) {
        var first = part.codePointAt(0);
        if (first == '"' || first == '\'') {
            return "\"\"";
        }
        if (Character.isDigit(first)) {
            return "0";
        }
        var name = Character.isLetter(first) || first == '_';
        return name && !PYTHON.contains(part) ? "name" : part;
    }
}

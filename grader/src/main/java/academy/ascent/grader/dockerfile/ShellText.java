package academy.ascent.grader.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits shell text into commands and words: quotes and backslashes are honoured, nothing is expanded. What is inside of a
 * substitution stays part of its word.
 */
public final class ShellText {
    private ShellText() {}

    /** The commands between {@code &&}, {@code ||}, {@code ;}, {@code |}, {@code &} and line ends, each as its words. */
    public static List<List<String>> commands(String text) {
        Splitter splitter = new Splitter(text, true);
        splitter.run();
        return splitter.commands;
    }

    /** The words of a text that is no script. */
    static List<String> words(String text) {
        Splitter splitter = new Splitter(text, false);
        splitter.run();
        return splitter.commands.isEmpty() ? List.of() : splitter.commands.getFirst();
    }

    private static final class Splitter {
        private final String text;
        private final boolean operators;
        private final List<List<String>> commands = new ArrayList<>();
        private List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean begun;
        private int at;

        Splitter(String text, boolean operators) {
            this.text = text;
            this.operators = operators;
        }

        void run() {
            for (at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                switch (c) {
                    case '\'' -> quoted('\'');
                    case '"' -> quoted('"');
                    case '\\' -> escaped();
                    case '\n' -> end(operators);
                    case ' ', '\t', '\r' -> endWord();
                    case '#' -> comment();
                    case ';', '|', '&' -> operator(c);
                    default -> add(c);
                }
            }
            end(true);
        }

        private void operator(char c) {
            // 2>&1 and &> are redirections.
            boolean redirection = c == '&' && (at > 0 && text.charAt(at - 1) == '>' || next() == '>');
            if (operators && !redirection) {
                end(true);
            } else {
                add(c);
            }
        }

        private void comment() {
            if (begun || !operators) {
                add('#');
                return;
            }
            while (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
                at++;
            }
        }

        private void escaped() {
            if (at + 1 < text.length()) {
                at++;
                if (text.charAt(at) != '\n') {
                    add(text.charAt(at));
                }
            }
        }

        private void quoted(char quote) {
            begun = true;
            for (at++; at < text.length() && text.charAt(at) != quote; at++) {
                if (quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                word.append(text.charAt(at));
            }
        }

        private char next() {
            return at + 1 < text.length() ? text.charAt(at + 1) : '\0';
        }

        private void add(char c) {
            begun = true;
            word.append(c);
        }

        private void endWord() {
            if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }

        private void end(boolean command) {
            endWord();
            if (command && !words.isEmpty()) {
                commands.add(List.copyOf(words));
                words = new ArrayList<>();
            }
        }
    }
}

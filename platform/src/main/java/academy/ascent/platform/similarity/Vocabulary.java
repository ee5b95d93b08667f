package academy.ascent.platform.similarity;

import java.util.HashMap;
import java.util.Map;

/** Gives tokens numbers, the same one for the same text, among all works that are compared with each other. */
final class Vocabulary {
    private final Map<String, Integer> numbers = new HashMap<>();
    private int apart;

    /** From 0 on; below 0, a number of its own, for what is like nothing. */
    int number(Token token) {
        if (token.isEnd()) {
            return apart();
        }
        var next = numbers.size();
        return numbers.computeIfAbsent(token.text(), _ -> next);
    }

    /** A number below 0 that nothing else has. */
    int apart() {
        apart--;
        return apart;
    }
}

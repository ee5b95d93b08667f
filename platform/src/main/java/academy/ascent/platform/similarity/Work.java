package academy.ascent.platform.similarity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * What one learner handed in, and which of it the starter had already.
 *
 * @param given the tokens that the starter has; they are not compared
 * @param sequence the tokens as they are compared
 */
record Work(List<Token> tokens, BitSet given, Sequence sequence) {
    /** More is not compared, and the work is marked as compared in part; no lab of ours comes near it. */
    private static final int MOST_TOKENS = 20_000;

    private static final int MOST_CHARACTERS = 512 * 1024;

    /**
     * @param files texts by path
     * @param starter what is left out
     */
    static Work of(Map<String, String> files, Sequence starter, Vocabulary vocabulary) {
        var tokens = new ArrayList<Token>();
        var whole = read(files, tokens);
        var numbers = tokens.stream().mapToInt(vocabulary::number).toArray();
        var common = Tiling.of(new Sequence(numbers, whole), starter);
        var given = new BitSet();
        common.tiles().forEach(tile -> given.set(tile.one(), tile.one() + tile.length()));
        given.stream().forEach(at -> numbers[at] = vocabulary.apart());
        return new Work(List.copyOf(tokens), given, new Sequence(numbers, common.whole()));
    }

    /** Gives whether that was all of them. */
    private static boolean read(Map<String, String> files, List<Token> tokens) {
        var room = MOST_CHARACTERS;
        var whole = true;
        for (var file : files.entrySet()) {
            var length = file.getValue().length();
            if (length > room || tokens.size() >= MOST_TOKENS) {
                whole = false;
                continue;
            }
            room -= length;
            tokens.addAll(Token.of(file.getKey(), file.getValue()));
        }
        if (tokens.size() > MOST_TOKENS) {
            tokens.subList(MOST_TOKENS, tokens.size()).clear();
            whole = false;
        }
        return whole;
    }

    /** What the starter of a lab has, all of it. */
    static Sequence starter(Map<String, String> files, Vocabulary vocabulary) {
        var numbers = files.entrySet().stream()
                .flatMap(file -> Token.of(file.getKey(), file.getValue()).stream())
                .mapToInt(vocabulary::number)
                .toArray();
        return new Sequence(numbers, true);
    }

    /** What both have. */
    Likeness with(Work other) {
        var common = Tiling.of(sequence, other.sequence);
        return new Likeness(
                common.share(),
                common.whole(),
                common.tiles().stream()
                        .map(tile -> new Likeness.Passage(
                                place(tile.one(), tile.length()), other.place(tile.other(), tile.length())))
                        .toList());
    }

    /** The lines of a file that are compared. */
    BitSet own(String path) {
        var lines = new BitSet();
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (!given.get(i) && !token.isEnd() && token.path().equals(path)) {
                lines.set(token.line());
            }
        }
        return lines;
    }

    private Likeness.Place place(int from, int length) {
        return new Likeness.Place(
                tokens.get(from).path(),
                tokens.get(from).line(),
                tokens.get(from + length - 1).line());
    }
}

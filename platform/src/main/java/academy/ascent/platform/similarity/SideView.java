package academy.ascent.platform.similarity;

import academy.ascent.site.Href;
import academy.ascent.site.similarity.PairPage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/** One of two works with the passages that both have: the files that hold some are shown, the others are named. */
final class SideView {
    /** What goes beyond is left to the submission's own page. */
    private static final int MOST_LINES = 5000;

    private final Works.Side side;
    private final String here;
    private final String there;
    private final List<Likeness.Place> places;
    private int room = MOST_LINES;

    /**
     * @param here begins the anchors of this side
     * @param there begins those of the other one
     * @param places of the passages, in their order
     */
    SideView(Works.Side side, String here, String there, List<Likeness.Place> places) {
        this.side = side;
        this.here = here;
        this.there = there;
        this.places = places;
    }

    PairPage.Side side() {
        var key = side.submission().key();
        return new PairPage.Side(
                side.learner(),
                side.submission().number(),
                Href.of("submissions", key),
                side.files().keySet().stream()
                        .filter(this::isCommon)
                        .map(this::listing)
                        .toList(),
                side.files().keySet().stream()
                        .filter(path -> !isCommon(path))
                        .map(path -> new PairPage.Other(
                                path, Href.of("submissions", key, "files").with("file", path)))
                        .toList());
    }

    private boolean isCommon(String path) {
        return places.stream().anyMatch(place -> place.path().equals(path));
    }

    private PairPage.Listing listing(String path) {
        var texts = side.files().getOrDefault(path, "").lines().toList();
        var shown = Math.min(texts.size(), room);
        room -= shown;
        var own = side.work().own(path);
        var common = new BitSet();
        var marks = new HashMap<Integer, List<PairPage.Mark>>();
        for (var i = 0; i < places.size(); i++) {
            var place = places.get(i);
            if (place.path().equals(path)) {
                common.set(place.from(), place.to() + 1);
                marks.computeIfAbsent(place.from(), _ -> new ArrayList<>())
                        .add(new PairPage.Mark(i + 1, here + (i + 1), there + (i + 1)));
            }
        }
        var lines = IntStream.rangeClosed(1, shown)
                .mapToObj(number -> new PairPage.Line(
                        number,
                        texts.get(number - 1),
                        common.get(number),
                        !own.get(number),
                        marks.getOrDefault(number, List.of())))
                .toList();
        return new PairPage.Listing(path, lines, shown < texts.size());
    }
}

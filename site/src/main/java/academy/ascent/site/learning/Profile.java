package academy.ascent.site.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A path as a climb: one rise a module, filled as far as the viewer has come. Units are those of a 720 by 200 view box.
 *
 * @param camps the modules in order; each ends in a camp
 */
public record Profile(List<Camp> camps) {
    private static final double LEFT = 16;
    private static final double RIGHT = 704;
    private static final double FOOT = 168;
    private static final double TOP = 36;

    public Profile {
        camps = List.copyOf(camps);
    }

    /**
     * A module on the way.
     *
     * @param steps how many lessons and labs it has; 0 where it is only planned
     * @param done how many of them are done
     */
    public record Camp(String title, int steps, int done) {
        public Camp {
            if (steps < 0 || done < 0 || done > steps) {
                throw new IllegalArgumentException("Not a module's progress: " + done + " of " + steps);
            }
        }

        public boolean planned() {
            return steps == 0;
        }

        public boolean reached() {
            return steps > 0 && done == steps;
        }
    }

    /** A camp with its place on the picture. */
    public record Mark(String x, String y, String label, String title, String state) {}

    /** The way through what is published. */
    public String way() {
        return curve(published());
    }

    /** The way on through what is planned; empty where nothing is. */
    public String plannedWay() {
        if (published() == camps.size()) {
            return "";
        }
        var path = new StringBuilder("M" + point(x(published()), y(published())));
        for (var i = published(); i < camps.size(); i++) {
            path.append(rise(x(i), y(i), x(i + 1), y(i + 1)));
        }
        return path.toString();
    }

    /** The part of the way that was gone, empty at the foot. */
    public String gone() {
        return altitude() == 0 ? "" : goneLine();
    }

    /** The ground below the part that was gone. */
    public String ground() {
        return altitude() == 0 ? "" : goneLine() + "L" + point(here().x(), 190) + "L" + point(LEFT, 190) + "Z";
    }

    /** The ground below the whole way, for the shape of the mountain. */
    public String mountain() {
        return curve(camps.size()) + "L" + point(x(camps.size()), 190) + "L" + point(LEFT, 190) + "Z";
    }

    public List<Mark> marks() {
        var marks = new ArrayList<Mark>();
        for (var i = 0; i < camps.size(); i++) {
            var camp = camps.get(i);
            var state = camp.planned() ? "planned" : camp.reached() ? "reached" : "ahead";
            marks.add(new Mark(number(x(i + 1)), number(y(i + 1)), Integer.toString(i + 1), camp.title(), state));
        }
        return marks;
    }

    /** Where the viewer stands. */
    public Mark position() {
        var here = here();
        return new Mark(number(here.x()), number(here.y()), "", "", "here");
    }

    /** Steps done in the whole. */
    public int altitude() {
        return camps.stream().mapToInt(Camp::done).sum();
    }

    public int steps() {
        return camps.stream().mapToInt(Camp::steps).sum();
    }

    /** The picture in words. */
    public String words() {
        var planned = camps.size() - published();
        return altitude() + " of " + steps() + " steps done, over " + published()
                + (published() == 1 ? " module" : " modules")
                + (planned == 0 ? "" : "; " + planned + " more planned");
    }

    private int published() {
        return (int) camps.stream().takeWhile(camp -> !camp.planned()).count();
    }

    /** Steps may be done in any order: the picture counts them as if in order. */
    private Point here() {
        var left = (double) altitude();
        for (var i = 0; i < published(); i++) {
            var steps = camps.get(i).steps();
            if (left <= steps) {
                return on(i, left / steps);
            }
            left -= steps;
        }
        return new Point(x(published()), y(published()));
    }

    private String goneLine() {
        var here = here();
        var path = new StringBuilder("M" + point(LEFT, FOOT));
        for (var i = 0; i < published(); i++) {
            if (x(i + 1) <= here.x() + 0.01) {
                path.append(rise(x(i), y(i), x(i + 1), y(i + 1)));
            } else if (x(i) < here.x()) {
                path.append(part(i, here));
            }
        }
        return path.toString();
    }

    /** The first part of a rise, cut by de Casteljau's construction. */
    private String part(int i, Point here) {
        var t = parameter(i, here.x());
        var middle = (x(i) + x(i + 1)) / 2;
        var a = new Point(x(i) + (middle - x(i)) * t, y(i));
        var b = new Point(middle, y(i) + (y(i + 1) - y(i)) * t);
        var c = new Point(a.x() + (b.x() - a.x()) * t, a.y() + (b.y() - a.y()) * t);
        return "C" + point(a.x(), a.y()) + " " + point(c.x(), c.y()) + " " + point(here.x(), here.y());
    }

    private Point on(int i, double share) {
        var t = share;
        var x = bezier(x(i), (x(i) + x(i + 1)) / 2, (x(i) + x(i + 1)) / 2, x(i + 1), t);
        return new Point(x, bezier(y(i), y(i), y(i + 1), y(i + 1), t));
    }

    /** The curve's x grows with its parameter, so that halving finds it. */
    private double parameter(int i, double x) {
        var low = 0.0;
        var high = 1.0;
        for (var round = 0; round < 40; round++) {
            var middle = (low + high) / 2;
            if (on(i, middle).x() < x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double bezier(double a, double b, double c, double d, double t) {
        var u = 1 - t;
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    }

    private String curve(int modules) {
        var path = new StringBuilder("M" + point(LEFT, FOOT));
        for (var i = 0; i < modules; i++) {
            path.append(rise(x(i), y(i), x(i + 1), y(i + 1)));
        }
        return path.toString();
    }

    private static String rise(double fromX, double fromY, double toX, double toY) {
        var middle = (fromX + toX) / 2;
        return "C" + point(middle, fromY) + " " + point(middle, toY) + " " + point(toX, toY);
    }

    private double x(int camp) {
        return LEFT + (RIGHT - LEFT) * camp / Math.max(1, camps.size());
    }

    private double y(int camp) {
        return FOOT - (FOOT - TOP) * camp / Math.max(1, camps.size());
    }

    private static String point(double x, double y) {
        return number(x) + " " + number(y);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private record Point(double x, double y) {}
}

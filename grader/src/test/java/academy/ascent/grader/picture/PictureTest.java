package academy.ascent.grader.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureTest {
    private static final Set<String> CLASSES = Set.of(
            "p-axis",
            "p-bar",
            "p-bar-bad",
            "p-target",
            "p-band",
            "p-text",
            "p-fault",
            "p-slot-ok",
            "p-slot-bad",
            "p-grid",
            "p-tick");

    @Test
    void the_latency_picture_is_whole() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        double[] millis =
                random.doubles(1000).map(u -> 5 * Math.exp(2 * u)).sorted().toArray();
        List<LatencyPicture.Line> lines = List.of(
                new LatencyPicture.Line("p95", 30, 33, 31, 36), new LatencyPicture.Line("p99", 150, 36, 35, 37));
        Document svg = parse(LatencyPicture.draw("p95 33 ms, target 30 ms & \"more\" <than>", "words", millis, lines));
        assertThat(text(svg, "title")).isEqualTo("p95 33 ms, target 30 ms & \"more\" <than>");
        assertThat(classes(svg)).contains("p-bar", "p-bar-bad", "p-target", "p-band");
    }

    @Test
    void latencies_of_any_size_stay_inside_the_frame() throws Exception {
        for (double[] millis : new double[][] {{}, {0}, {1e-6}, {0.5, 0.5}, {1e5}, {0.001, 60_000}}) {
            double[] sorted = Arrays.stream(millis).sorted().toArray();
            Document svg = parse(
                    LatencyPicture.draw("t", "d", sorted, List.of(new LatencyPicture.Line("p95", 50, 1, 0, 1e6))));
            NodeList bars = svg.getElementsByTagName("rect");
            for (int i = 0; i < bars.getLength(); i++) {
                Element bar = (Element) bars.item(i);
                double x = Double.parseDouble(bar.getAttribute("x"));
                assertThat(x).isBetween(0.0, 480.0);
                assertThat(x + Double.parseDouble(bar.getAttribute("width"))).isLessThanOrEqualTo(480.0);
            }
        }
    }

    @Test
    void the_picture_of_strips_is_whole() throws Exception {
        List<StripPicture.Strip> strips = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<Boolean> slots = new ArrayList<>();
            for (int slot = 0; slot < 50 + i; slot++) {
                slots.add(slot < 8);
            }
            strips.add(new StripPicture.Strip("kill " + (i + 1), slots, 3.4));
        }
        StripPicture.Words words = new StripPicture.Words("killed", "ready & well", "seconds");
        Document svg = parse(StripPicture.draw("available 98.6 %, target 98 %", "words", words, strips));
        assertThat(classes(svg)).contains("p-slot-ok", "p-slot-bad", "p-fault", "p-tick");
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(10);
    }

    @Test
    void the_picture_of_shares_is_whole_whatever_they_are() throws Exception {
        List<SharesPicture.Bar> bars = List.of(
                new SharesPicture.Bar("stable", 0.9, 0.89, 0.91, 0.86, 0.94),
                new SharesPicture.Bar("canary", 0.5, 0.48, 0.52, 0.06, 0.14),
                new SharesPicture.Bar("nobody", 0, 0, 0, 0.1, 0.2));
        Document svg = parse(SharesPicture.draw("stable 90 %, canary 50 %", "words", bars));
        assertThat(classes(svg)).contains("p-band", "p-bar", "p-bar-bad");
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(6);
    }

    @Test
    void the_time_line_of_a_rollback_is_whole() throws Exception {
        List<Boolean> met = List.of(true, true, false, false);
        Document svg = parse(RollbackPicture.draw(
                "taken out", "words", List.of(new RollbackPicture.Strip("errors", met)), 0.25, 0.5));
        assertThat(classes(svg)).contains("p-slot-ok", "p-slot-bad", "p-target");
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(2);
    }

    @Test
    void the_picture_of_streams_is_whole() throws Exception {
        List<DriftPicture.Strip> strips = List.of(
                new DriftPicture.Strip("quiet", OptionalInt.empty(), OptionalInt.empty(), true),
                new DriftPicture.Strip("quiet", OptionalInt.empty(), OptionalInt.of(900), false),
                new DriftPicture.Strip("a very long column", OptionalInt.of(400), OptionalInt.of(700), true));
        Document svg = parse(DriftPicture.draw("1 of 2 quiet streams alarmed", "words", 2400, strips));
        assertThat(classes(svg)).contains("p-slot-ok", "p-slot-bad", "p-tick");
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(3);
    }

    @Test
    void the_picture_of_a_cost_stays_inside_the_frame_whatever_it_costs() throws Exception {
        for (double size : new double[] {1e-6, 0.02, 1, 4e7}) {
            List<BarsPicture.Bar> bars = List.of(
                    BarsPicture.Bar.of("reserved & more", List.of(3 * size, size)),
                    BarsPicture.Bar.of("used", List.of(0.0, 0.0)),
                    BarsPicture.Bar.of("paid", List.of(3 * size, size)).between(3.5 * size, 4.5 * size));
            Document svg = parse(BarsPicture.draw("4, target 2", "words", "USD a million", bars, 2 * size));
            assertThat(classes(svg)).contains("p-bar", "p-slot-ok", "p-bar-bad", "p-target");
            NodeList rectangles = svg.getElementsByTagName("rect");
            for (int i = 0; i < rectangles.getLength(); i++) {
                Element one = (Element) rectangles.item(i);
                double end = Double.parseDouble(one.getAttribute("x")) + Double.parseDouble(one.getAttribute("width"));
                assertThat(end).isBetween(0.0, 460.0);
            }
        }
    }

    private static Document parse(String svg) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getAttribute("viewBox")).startsWith("0 0 480 ");
        assertThat(text(document, "desc")).isNotBlank();
        assertThat(svg).doesNotContain("style=").doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(CLASSES).containsAll(classes(document));
        return document;
    }

    private static List<String> classes(Document svg) {
        List<String> classes = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String name = ((Element) all.item(i)).getAttribute("class");
            if (!name.isEmpty() && !classes.contains(name)) {
                classes.add(name);
            }
        }
        return classes;
    }

    private static String text(Document svg, String name) {
        return svg.getElementsByTagName(name).item(0).getTextContent();
    }
}

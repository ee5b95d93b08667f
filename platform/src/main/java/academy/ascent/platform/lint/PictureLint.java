package academy.ascent.platform.lint;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Whether a diagram can be read in light and dark, on a phone, and by a screen reader. */
final class PictureLint {
    private static final Set<String> CLASSES = Set.of(
            "d-line",
            "d-box",
            "d-accent",
            "d-accent-fill",
            "d-muted",
            "d-text",
            "d-text-small",
            "d-text-muted",
            "d-code",
            "d-bad",
            "d-good",
            "d-arrow");
    private static final Pattern NUMBER = Pattern.compile("[\\d.]+");

    private final Path file;
    private final BiConsumer<Integer, String> report;

    /**
     * @param report takes a line of the picture and what is wrong there
     */
    PictureLint(Path file, BiConsumer<Integer, String> report) {
        this.file = file;
        this.report = report;
    }

    void check() {
        try {
            var text = Files.readString(file);
            var svg = parse(text).getDocumentElement();
            checkRoot(svg);
            checkElements(svg, Source.of(text));
        } catch (SAXException e) {
            report.accept(1, "is no well-formed SVG (" + e.getMessage() + "); mend it");
        } catch (IOException | ParserConfigurationException e) {
            report.accept(1, "cannot be read (" + e.getMessage() + ")");
        }
    }

    private static org.w3c.dom.Document parse(String text)
            throws SAXException, IOException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(text)));
    }

    private void checkRoot(Element svg) {
        if (!svg.getTagName().equals("svg") || !svg.hasAttribute("viewBox")) {
            report.accept(1, "needs an <svg> with a viewBox, so that it scales");
        }
        if (!svg.getAttribute("role").equals("img")) {
            report.accept(1, "needs role=\"img\"");
        }
        if (svg.hasAttribute("width") || svg.hasAttribute("height")) {
            report.accept(1, "has a width or height; leave them to the page");
        }
        for (var child : List.of("title", "desc")) {
            if (svg.getElementsByTagName(child).getLength() == 0) {
                report.accept(1, "needs a <" + child + "> for who cannot see it");
            }
        }
    }

    private void checkElements(Element svg, Source source) {
        var prefix = String.valueOf(file.getFileName()).replaceFirst("\\.svg$", "");
        var all = svg.getElementsByTagName("*");
        for (var i = 0; i < all.getLength(); i++) {
            var element = (Element) all.item(i);
            checkStyle(element, source);
            var id = element.getAttribute("id");
            if (!id.isEmpty() && !id.startsWith(prefix)) {
                report.accept(
                        line(source, "id=\"" + id + "\""),
                        "the id '" + id + "' may meet another picture's; begin it with " + prefix);
            }
            for (var name : element.getAttribute("class").split(" ")) {
                if (!name.isEmpty() && !CLASSES.contains(name)) {
                    report.accept(
                            line(source, name),
                            "the class '" + name + "' is not drawn; use one of "
                                    + CLASSES.stream().sorted().toList());
                }
            }
        }
    }

    private void checkStyle(Element element, Source source) {
        var tag = element.getTagName();
        if (tag.equals("style") || tag.equals("script") || element.hasAttribute("style")) {
            report.accept(
                    line(source, "style"), "has style or script in it, which the pages forbid; use the d- classes");
        }
        for (var attribute : List.of("fill", "stroke")) {
            var value = element.getAttribute(attribute);
            if (!value.isEmpty() && !value.equals("none")) {
                report.accept(
                        line(source, attribute + "=\"" + value),
                        "sets " + attribute + "=\"" + value + "\", which stays the same in the dark; use a d- class");
            }
        }
        var size = NUMBER.matcher(element.getAttribute("font-size"));
        if (size.find() && Double.parseDouble(size.group()) < 12) {
            report.accept(line(source, "font-size"), "has text below 12 units; make it larger");
        }
    }

    private static int line(Source source, String text) {
        for (var i = 0; i < source.lines().size(); i++) {
            if (source.lines().get(i).contains(text)) {
                return i + 1;
            }
        }
        return 1;
    }
}

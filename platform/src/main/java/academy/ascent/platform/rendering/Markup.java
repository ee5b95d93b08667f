package academy.ascent.platform.rendering;

import academy.ascent.platform.catalog.ContentException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Turns Asciidoctor's HTML into ours: sections with headings for worked examples and exercises, figures and tables that scroll
 * on a narrow screen, and nothing that the content security policy forbids.
 */
final class Markup {
    private static final Set<String> FORBIDDEN = Set.of("script", "style", "iframe", "object", "embed", "form", "link");
    private static final List<Kind> KINDS = List.of(
            new Kind("exercise", "Exercise"),
            new Kind("worked", "Worked example"),
            new Kind("faded", "Now with gaps"),
            new Kind("blank", "Now on your own"),
            new Kind("misconception", "Misconception"));

    private final Path file;

    /**
     * @param file where the text comes from, for messages
     */
    Markup(Path file) {
        this.file = file;
    }

    String page(String html) {
        var document = parse("<div class=\"text\">" + html + "</div>");
        var root = document.getDocumentElement();
        elements(root, _ -> true).forEach(this::refuseForbidden);
        elements(root, element -> element.getTagName().equals("colgroup")).forEach(Markup::remove);
        elements(root, element -> element.getTagName().equals("table")).forEach(Markup::scrollingTable);
        elements(root, element -> element.getTagName().equals("pre")).forEach(pre -> pre.setAttribute("tabindex", "0"));
        elements(root, element -> element.getTagName().equals("a")).forEach(Markup::outsideLink);
        elements(root, element -> hasClass(element, "imageblock")).forEach(Markup::figure);
        elements(root, element -> hasClass(element, "exampleblock")).forEach(this::example);
        elements(root, element -> hasClass(element, "takeaway")).forEach(block -> kicker(block, "Key takeaway"));
        elements(root, element -> hasClass(element, "discussion")).forEach(block -> kicker(block, "To discuss"));
        return HtmlWriter.write(root);
    }

    private Document parse(String xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new ContentException(
                    file + ": renders to broken markup (" + e.getMessage()
                            + "); look for inline HTML or a picture that is no well-formed SVG",
                    e);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuseForbidden(Element element) {
        var name = element.getTagName();
        var handler = attributes(element).stream().anyMatch(attribute -> attribute.startsWith("on"));
        var styled = element.hasAttribute("style") && !name.equals("col");
        if (FORBIDDEN.contains(name) || handler || styled) {
            throw new ContentException(file + ": renders a <" + name + "> with script or style in it"
                    + "; take it out, since the pages' content security policy forbids it");
        }
    }

    private static void scrollingTable(Element table) {
        var frame = wrap(table, "div", "table-scroll");
        frame.setAttribute("tabindex", "0");
        frame.setAttribute("role", "group");
        frame.setAttribute("aria-label", "Table");
    }

    private static void outsideLink(Element link) {
        if (link.getAttribute("href").startsWith("http")) {
            link.setAttribute("rel", "noopener");
        }
    }

    private static void figure(Element block) {
        block.getOwnerDocument().renameNode(block, null, "figure");
        for (var svg : elements(block, element -> element.getTagName().equals("svg"))) {
            svg.removeAttribute("width");
            svg.removeAttribute("height");
        }
        for (var content : elements(block, element -> hasClass(element, "content"))) {
            content.setAttribute("tabindex", "0");
            content.setAttribute("role", "group");
            content.setAttribute("aria-label", "Figure");
        }
        for (var title : elements(block, element -> hasClass(element, "title"))) {
            block.getOwnerDocument().renameNode(title, null, "figcaption");
        }
    }

    private void example(Element block) {
        KINDS.stream().filter(kind -> hasClass(block, kind.role())).findFirst().ifPresent(kind -> {
            var document = block.getOwnerDocument();
            document.renameNode(block, null, "section");
            elements(block, element -> hasClass(element, "title") && element.getParentNode() == block)
                    .forEach(title -> {
                        document.renameNode(title, null, "h3");
                        dropRepeatedWords(title, kind.words());
                    });
            kicker(block, kind.words());
        });
    }

    /** A title such as "Worked example: one pause" needs no "Worked example:" below a line that says the same. */
    private static void dropRepeatedWords(Element title, String words) {
        var text = title.getFirstChild();
        if (text != null && text.getNodeType() == Node.TEXT_NODE) {
            var stripped = text.getNodeValue().replaceFirst("^(" + words + "|Faded example|Blank example): ", "");
            if (!stripped.isEmpty()) {
                var first = stripped.substring(0, 1);
                text.setNodeValue(first.toUpperCase(Locale.ROOT) + stripped.substring(1));
            }
        }
    }

    private static void kicker(Element block, String words) {
        var line = block.getOwnerDocument().createElement("p");
        line.setAttribute("class", "kicker");
        line.setTextContent(words);
        block.insertBefore(line, block.getFirstChild());
    }

    private static Element wrap(Element inner, String name, String cssClass) {
        var frame = inner.getOwnerDocument().createElement(name);
        frame.setAttribute("class", cssClass);
        inner.getParentNode().replaceChild(frame, inner);
        frame.appendChild(inner);
        return frame;
    }

    private static void remove(Element element) {
        element.getParentNode().removeChild(element);
    }

    private static boolean hasClass(Element element, String name) {
        return List.of(element.getAttribute("class").split(" ")).contains(name);
    }

    private static List<String> attributes(Element element) {
        var names = new ArrayList<String>();
        for (var i = 0; i < element.getAttributes().getLength(); i++) {
            names.add(element.getAttributes().item(i).getNodeName());
        }
        return names;
    }

    private static List<Element> elements(Element root, Predicate<Element> wanted) {
        var found = new ArrayList<Element>();
        var all = root.getElementsByTagName("*");
        for (var i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element && wanted.test(element)) {
                found.add(element);
            }
        }
        return found;
    }

    /**
     * @param role as the source writes it
     * @param words as the page says it
     */
    private record Kind(String role, String words) {}
}

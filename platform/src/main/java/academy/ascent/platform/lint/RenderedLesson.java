package academy.ascent.platform.lint;

import academy.ascent.platform.rendering.RenderedText;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A lesson as it is shown, with what lint counts in it. */
final class RenderedLesson {
    private static final Set<String> NO_PROSE = Set.of("pre", "svg");
    private static final Set<String> ANSWERED = Set.of("exercise", "faded", "blank");

    private final Element root;

    RenderedLesson(RenderedText text) {
        try {
            root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text.html())))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException("A rendered text is always well-formed", e);
        }
    }

    /** Words of the body: no code, no pictures, no sources. */
    int words() {
        var text = new StringBuilder();
        collect(root, text);
        return (int) Pattern.compile("\\s+")
                .splitAsStream(text)
                .filter(word -> word.chars().anyMatch(Character::isLetterOrDigit))
                .count();
    }

    private static void collect(Node node, StringBuilder text) {
        if (node instanceof Element element && (NO_PROSE.contains(element.getTagName()) || isSources(element))) {
            return;
        }
        if (node.getNodeType() == Node.TEXT_NODE) {
            text.append(node.getNodeValue()).append(' ');
        }
        for (var child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            collect(child, text);
        }
    }

    private static boolean isSources(Element element) {
        var first = element.getElementsByTagName("h2").item(0);
        return element.getAttribute("class").equals("sect1")
                && first != null
                && first.getTextContent().equals("Sources");
    }

    /** The titles of exercises without an answer. */
    List<String> unanswered() {
        return elements("section").stream()
                .filter(section -> ANSWERED.contains(lastWord(section.getAttribute("class"))))
                .filter(section -> section.getElementsByTagName("details").getLength() == 0)
                .map(section -> Optional.ofNullable(
                                section.getElementsByTagName("h3").item(0))
                        .map(Node::getTextContent)
                        .orElse("an exercise"))
                .toList();
    }

    List<Link> brokenLinks(Surroundings surroundings) {
        var ids = new HashSet<String>();
        elements("*").stream().map(element -> element.getAttribute("id")).forEach(ids::add);
        var broken = new ArrayList<Link>();
        for (var link : elements("a")) {
            var target = link.getAttribute("href");
            problem(target, ids, surroundings).ifPresent(problem -> broken.add(new Link(target, problem)));
        }
        return broken;
    }

    private static Optional<String> problem(String target, Set<String> ids, Surroundings surroundings) {
        if (target.startsWith("#")) {
            return ids.contains(target.substring(1))
                    ? Optional.empty()
                    : Optional.of("leads to no place of this lesson; correct the name");
        }
        if (target.startsWith("/")) {
            return surroundings.leadsSomewhere(target)
                    ? Optional.empty()
                    : Optional.of("is no lesson (/learn/level/module/lesson) and no lab (/labs/id); correct it");
        }
        return isAddress(target)
                ? Optional.empty()
                : Optional.of("is no address; write https://…, /learn/level/module/lesson or /labs/id");
    }

    private static boolean isAddress(String target) {
        try {
            var address = new URI(target);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String lastWord(String words) {
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    private List<Element> elements(String name) {
        var found = new ArrayList<Element>();
        var all = root.getElementsByTagName(name);
        for (var i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    /** A link and what is wrong with it. */
    record Link(String text, String problem) {}
}

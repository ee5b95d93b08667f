package academy.ascent.platform.rendering;

import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes a tree as HTML that is well-formed XML too: void elements are closed, all others have an end tag. */
final class HtmlWriter {
    private static final Set<String> VOID = Set.of("br", "hr", "img", "col", "input", "wbr");

    private HtmlWriter() {}

    static String write(Element root) {
        var out = new StringBuilder();
        element(root, out);
        return out.toString();
    }

    private static void element(Element element, StringBuilder out) {
        var name = element.getTagName();
        out.append('<').append(name);
        var attributes = element.getAttributes();
        for (var i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            out.append(' ').append(attribute.getNodeName()).append("=\"");
            escape(attribute.getNodeValue(), out);
            out.append('"');
        }
        if (VOID.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            node(child, out);
        }
        out.append("</").append(name).append('>');
    }

    private static void node(Node node, StringBuilder out) {
        if (node instanceof Element element) {
            element(element, out);
        } else if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
            escape(node.getNodeValue(), out);
        }
    }

    private static void escape(String text, StringBuilder out) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }
}

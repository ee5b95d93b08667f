package academy.ascent.site;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Renders pages. */
public final class Site {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "academy.ascent.site.generated");

    /** The whole document of a page. */
    public String render(Page page, Chrome chrome) {
        var output = new StringOutput();
        engine.render(page.template(), Map.of("page", page, "chrome", chrome), output);
        return output.toString();
    }

    /** A part of a page that needs no chrome, for example one that a live stream replaces. */
    public String renderPart(String template, Object part) {
        var output = new StringOutput();
        engine.render(template, Map.of("part", part), output);
        return output.toString();
    }
}

package io.runnel.jobs.docs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link from a page to a place in the repository.
 *
 * @param target as it is written
 */
record Link(Page page, int line, String target) {
    private static final Pattern INLINE =
            Pattern.compile("\\]\\(<?([^)\\s>]+)>?(?: \"[^\"]*\")?\\)");
    private static final Pattern NAMED = Pattern.compile("^\\[[^\\]]+\\]: +(\\S+)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern FOREIGN = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

    /** The links of a page that stay in the repository. */
    static List<Link> of(Page page) {
        List<Link> links = new ArrayList<>();
        for (Page.Line line : page.read()) {
            if (line.isText()) {
                String text = CODE.matcher(line.text()).replaceAll("``");
                for (Pattern form : List.of(INLINE, NAMED)) {
                    Matcher link = form.matcher(text);
                    while (link.find()) {
                        if (!FOREIGN.matcher(link.group(1)).matches()) {
                            links.add(new Link(page, line.number(), link.group(1)));
                        }
                    }
                }
            }
        }
        return links;
    }

    /** The file or folder that is meant. */
    Path file() {
        String path = target.replaceAll("#.*", "");
        return path.isEmpty()
                ? Page.ROOT.resolve(page.name())
                : page.folder()
                        .resolve(URLDecoder.decode(path, StandardCharsets.UTF_8))
                        .normalize();
    }

    /** The heading that is meant, or empty. */
    String anchor() {
        int hash = target.indexOf('#');
        return hash < 0 ? "" : target.substring(hash + 1);
    }

    String place() {
        return page.name() + ":" + line + " links to " + target;
    }
}

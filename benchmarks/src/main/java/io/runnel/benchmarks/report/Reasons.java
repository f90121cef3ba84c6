package io.runnel.benchmarks.report;

import java.util.regex.Pattern;

/** Makes what other programs say fit for a report that others read. */
public final class Reasons {
    private static final Pattern ADDRESS =
            Pattern.compile("[a-z][a-z0-9+]*://[^\\s'\"<>,;)]*[^\\s'\"<>,;):.]");
    private static final Pattern HOST = Pattern.compile("host='[^']*'");
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w./])/(?:[^\\s/'\":,;()]+/)+([^\\s/'\":,;()]*)");

    private Reasons() {}

    /** The first line, without addresses of the network and without folders of this machine. */
    public static String clean(String reason) {
        String line = reason.lines().filter(one -> !one.isBlank()).findFirst().orElse("").strip();
        line = ADDRESS.matcher(line).replaceAll("(an address)");
        line = HOST.matcher(line).replaceAll("a host");
        return PATH.matcher(line).replaceAll(found -> relative(found.group(), found.group(1)));
    }

    /** From the checkout where it is in there, else the name alone. */
    private static String relative(String path, String name) {
        int inside = path.indexOf("/benchmarks/");
        return (inside < 0 ? name : path.substring(inside + 1)).replace("$", "\\$");
    }
}

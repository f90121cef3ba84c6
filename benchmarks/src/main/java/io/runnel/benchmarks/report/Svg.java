package io.runnel.benchmarks.report;

import java.util.Locale;

/**
 * A picture in the making. Written by hand because the chart libraries for Java draw through AWT,
 * whose fonts a headless JDK does not have, and the ones that write SVG themselves are under the
 * GPL.
 */
final class Svg {
    /** Told apart by people who do not see red and green, too (Okabe and Ito; Tol). */
    private static final String[] COLOURS = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999",
        "#f0e442", "#882255", "#44aa99", "#332288"
    };

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                                + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                                + " font-size=\"12\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                        width,
                        height,
                        width,
                        height));
    }

    /** Where a text is held. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    static String colour(int series) {
        return COLOURS[series % COLOURS.length];
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n",
                        x1,
                        y1,
                        x2,
                        y2,
                        style));
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                        x,
                        y,
                        Math.max(0, width),
                        Math.max(0, height),
                        colour));
    }

    void dot(double x, double y, String colour) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                        x,
                        y,
                        colour));
    }

    void text(double x, double y, Anchor anchor, String words) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\">%s</text>%n",
                        x,
                        y,
                        anchor.name().toLowerCase(Locale.ROOT),
                        escaped(words)));
    }

    /** A text that is read from below. */
    void uprightText(double x, double y, String words) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<text transform=\"translate(%.1f,%.1f) rotate(-90)\""
                                + " text-anchor=\"middle\" fill=\"#222222\">%s</text>%n",
                        x,
                        y,
                        escaped(words)));
    }

    /** The picture. */
    String end() {
        return text + "</svg>";
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

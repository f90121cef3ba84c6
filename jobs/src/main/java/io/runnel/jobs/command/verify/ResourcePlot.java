package io.runnel.jobs.command.verify;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A small SVG picture of what a TaskManager held, one line for each thing that is watched. */
final class ResourcePlot {
    private static final int WIDTH = 760;
    private static final int LINE = 90;
    private static final int LEFT = 190;
    private static final int PADDING = 20;

    private ResourcePlot() {}

    /** The picture; every line is scaled by its own highest value, and begins at 0. */
    static String svg(List<ResourceSample> samples) {
        int height = Flatness.LIMITS.size() * LINE + 2 * PADDING;
        StringBuilder svg =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                        + " font-family=\"sans-serif\" font-size=\"12\">%n",
                                WIDTH,
                                height));
        int row = 0;
        for (Flatness.Limit limit : Flatness.LIMITS) {
            svg.append(line(samples, limit, PADDING + row * LINE));
            row++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String line(List<ResourceSample> samples, Flatness.Limit limit, int top) {
        double highest = Math.max(1, samples.stream().mapToLong(limit.value()).max().orElse(1));
        double step = (WIDTH - LEFT - PADDING) / (double) Math.max(1, samples.size() - 1);
        int bottom = top + LINE - PADDING;
        String points =
                samples.stream()
                        .map(
                                sample ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f,%.1f",
                                                LEFT + (sample.round() - 1) * step,
                                                bottom
                                                        - limit.value().applyAsLong(sample)
                                                                / highest
                                                                * (LINE - 2 * PADDING)))
                        .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "<text x=\"4\" y=\"%d\">%s, most %,.0f</text>%n"
                        + "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>%n"
                        + "<polyline points=\"%s\" fill=\"none\" stroke=\"#06c\" stroke-width=\"2\"/>%n",
                top + LINE / 2,
                limit.name(),
                highest,
                LEFT,
                bottom,
                WIDTH - PADDING,
                bottom,
                points);
    }
}

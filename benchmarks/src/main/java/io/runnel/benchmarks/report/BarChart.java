package io.runnel.benchmarks.report;

import io.runnel.benchmarks.report.Svg.Anchor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Bars that lie above each other, each made of parts. */
public final class BarChart {
    private static final int WIDTH = 720;
    private static final int LEFT = 150;
    private static final int RIGHT = 210;
    private static final int TOP = 40;
    private static final int BAR = 26;
    private static final int GAP = 14;
    private static final int LEAST_HEIGHT = 260;

    private final String title;
    private final String across;
    private final Map<String, Map<String, Double>> bars = new LinkedHashMap<>();

    /**
     * @param across what the length of a bar means
     */
    public BarChart(String title, String across) {
        this.title = title;
        this.across = across;
    }

    /** Adds a part to the end of a bar. */
    public BarChart part(String bar, String part, double length) {
        bars.computeIfAbsent(bar, first -> new LinkedHashMap<>()).merge(part, length, Double::sum);
        return this;
    }

    /** The picture. */
    public String svg() {
        Set<String> parts = new LinkedHashSet<>();
        bars.values().forEach(bar -> parts.addAll(bar.keySet()));
        int height =
                Math.max(LEAST_HEIGHT, TOP + bars.size() * (BAR + GAP) + 50)
                        + Math.max(0, parts.size() - 10) * 18;
        int bottom = TOP + bars.size() * (BAR + GAP);
        Svg svg = new Svg(WIDTH, height);
        svg.text(LEFT, 20, Anchor.START, title);
        double most =
                bars.values().stream()
                        .mapToDouble(
                                bar -> bar.values().stream().mapToDouble(Double::doubleValue).sum())
                        .max()
                        .orElse(1);
        Axis axis = Axis.fromZero(most, LEFT, WIDTH - RIGHT);
        for (double tick : axis.ticks()) {
            double place = axis.place(tick);
            svg.line(place, TOP - 6, place, bottom, "stroke=\"#dddddd\"");
            svg.text(place, bottom + 16, Anchor.MIDDLE, Axis.label(tick));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, bottom + 36, Anchor.MIDDLE, across);
        int row = 0;
        for (Map.Entry<String, Map<String, Double>> bar : bars.entrySet()) {
            double y = TOP + row * (double) (BAR + GAP);
            svg.text(LEFT - 8, y + BAR / 2.0 + 4, Anchor.END, bar.getKey());
            double from = 0;
            int colour = 0;
            for (String part : parts) {
                double length = bar.getValue().getOrDefault(part, 0.0);
                double x = axis.place(from);
                svg.rectangle(x, y, axis.place(from + length) - x, BAR, Svg.colour(colour++));
                from += length;
            }
            svg.text(
                    axis.place(from) + 4,
                    y + BAR / 2.0 + 4,
                    Anchor.START,
                    String.format(Locale.ROOT, "%.2f", from));
            row++;
        }
        key(svg, parts);
        return svg.end();
    }

    private static void key(Svg svg, Set<String> parts) {
        int number = 0;
        for (String part : parts) {
            double y = TOP + 18.0 * number;
            svg.rectangle(WIDTH - RIGHT + 50, y - 9, 12, 12, Svg.colour(number));
            svg.text(WIDTH - RIGHT + 68, y + 1, Anchor.START, part);
            number++;
        }
    }
}

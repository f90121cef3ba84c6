package io.runnel.benchmarks.report;

import io.runnel.benchmarks.report.Axis.Scale;
import io.runnel.benchmarks.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Lines over a logarithmic axis, each point with its quartiles. The vertical axis begins at zero.
 */
public final class LineChart {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 380;
    private static final int LEFT = 80;
    private static final int RIGHT = 280;
    private static final int TOP = 36;
    private static final int BOTTOM = 50;

    private final String title;
    private final String across;
    private final String upward;
    private final Map<String, List<Point>> series = new LinkedHashMap<>();

    /**
     * @param low the lower quartile, or the value itself
     * @param high the upper one
     */
    private record Point(double x, double y, double low, double high) {}

    /**
     * @param across what the horizontal axis means
     * @param upward what the vertical axis means
     */
    public LineChart(String title, String across, String upward) {
        this.title = title;
        this.across = across;
        this.upward = upward;
    }

    /** Adds a point to a line; points are joined in the order in which they come. */
    public LineChart point(String line, double x, double y) {
        return point(line, x, y, y, y);
    }

    /** Adds a point with its quartiles. */
    public LineChart point(String line, double x, double y, double low, double high) {
        series.computeIfAbsent(line, first -> new ArrayList<>()).add(new Point(x, y, low, high));
        return this;
    }

    /** The picture. */
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(LEFT, 20, Anchor.START, title);
        TreeSet<Double> places = new TreeSet<>();
        double most = 0;
        for (List<Point> line : series.values()) {
            for (Point point : line) {
                places.add(point.x());
                most = Math.max(most, Math.max(point.y(), point.high()));
            }
        }
        if (places.isEmpty()) {
            return svg.end();
        }
        Axis x = new Axis(Scale.LOGARITHMIC, places.first(), places.last(), LEFT, WIDTH - RIGHT);
        Axis y = Axis.fromZero(most, HEIGHT - BOTTOM, TOP);
        grid(svg, x, y);
        int number = 0;
        for (Map.Entry<String, List<Point>> line : series.entrySet()) {
            draw(svg, x, y, line.getValue(), Svg.colour(number));
            double key = TOP + 18.0 * number;
            svg.rectangle(WIDTH - RIGHT + 14, key - 9, 12, 12, Svg.colour(number));
            svg.text(WIDTH - RIGHT + 32, key + 1, Anchor.START, line.getKey());
            number++;
        }
        return svg.end();
    }

    private void grid(Svg svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            double place = y.place(tick);
            svg.line(LEFT, place, WIDTH - RIGHT, place, "stroke=\"#dddddd\"");
            svg.text(LEFT - 8, place + 4, Anchor.END, Axis.label(tick));
        }
        for (double tick : x.ticks()) {
            double place = x.place(tick);
            svg.line(place, HEIGHT - BOTTOM, place, HEIGHT - BOTTOM + 4, "stroke=\"#888888\"");
            svg.text(place, HEIGHT - BOTTOM + 18, Anchor.MIDDLE, Axis.label(tick));
        }
        svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "stroke=\"#888888\"");
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, Anchor.MIDDLE, across);
        svg.uprightText(18, (TOP + HEIGHT - BOTTOM) / 2.0, upward);
    }

    private static void draw(Svg svg, Axis x, Axis y, List<Point> points, String colour) {
        Point last = null;
        for (Point point : points) {
            double px = x.place(point.x());
            double py = y.place(point.y());
            if (last != null) {
                svg.line(
                        x.place(last.x()),
                        y.place(last.y()),
                        px,
                        py,
                        "stroke=\"" + colour + "\" stroke-width=\"2\"");
            }
            if (point.high() > point.low()) {
                svg.line(
                        px,
                        y.place(point.low()),
                        px,
                        y.place(point.high()),
                        "stroke=\"" + colour + "\"");
            }
            svg.dot(px, py, colour);
            last = point;
        }
    }
}

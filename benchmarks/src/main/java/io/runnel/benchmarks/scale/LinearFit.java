package io.runnel.benchmarks.scale;

import java.util.List;

/**
 * The straight line through measured points: least squares of relative errors, so that small things
 * count as much as large ones.
 *
 * @param constant what even nothing costs
 * @param slope what one more costs
 * @param worst largest deviation of a point from the line, in parts of the point
 */
public record LinearFit(double constant, double slope, double worst) {
    /** A measured point; both above 0. */
    public record Point(double x, double y) {}

    /**
     * The line through these points.
     *
     * @throws IllegalArgumentException if they do not name one
     */
    public static LinearFit of(List<Point> points) {
        double s = 0;
        double sx = 0;
        double sxx = 0;
        double sy = 0;
        double sxy = 0;
        for (Point point : points) {
            double weight = 1 / (point.y() * point.y());
            s += weight;
            sx += weight * point.x();
            sxx += weight * point.x() * point.x();
            sy += weight * point.y();
            sxy += weight * point.x() * point.y();
        }
        double determinant = s * sxx - sx * sx;
        if (points.size() < 2 || !(Math.abs(determinant) > 1e-12 * s * sxx)) {
            throw new IllegalArgumentException(
                    "No line goes through " + points + "; expected two places or more.");
        }
        double slope = (s * sxy - sx * sy) / determinant;
        double constant = (sy - slope * sx) / s;
        double worst = 0;
        for (Point point : points) {
            double expected = constant + slope * point.x();
            worst = Math.max(worst, Math.abs(expected - point.y()) / point.y());
        }
        return new LinearFit(constant, slope, worst);
    }

    public double at(double x) {
        return constant + slope * x;
    }
}

package io.runnel.dashboard.browser;

import java.util.Map;

/** How somebody looks at the page. */
enum Look {
    LIGHT("light", 1360, 900, 1),
    DARK("dark", 1360, 900, 1),
    PHONE("light", 360, 780, 2);

    private final String scheme;
    private final int width;
    private final int height;
    private final int density;

    Look(String scheme, int width, int height, int density) {
        this.scheme = scheme;
        this.width = width;
        this.height = height;
        this.density = density;
    }

    /** What Chromium is told of the screen. */
    Map<String, Object> screen() {
        return Map.of(
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                density,
                "mobile",
                density > 1);
    }

    String scheme() {
        return scheme;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int density() {
        return density;
    }
}

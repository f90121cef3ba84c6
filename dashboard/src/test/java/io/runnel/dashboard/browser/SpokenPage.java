package io.runnel.dashboard.browser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page as Chromium hands it to a screen reader, in the order in which it is read. */
record SpokenPage(List<Part> parts) {
    private static final Set<String> REPEATED = Set.of("row", "list");

    /** A part with its role, its name, the level of a heading, and the roles around it. */
    record Part(String role, String name, int level, List<String> around) {
        boolean isIn(String role) {
            return around.contains(role);
        }

        boolean isRepeated() {
            return around.stream().anyMatch(REPEATED::contains);
        }
    }

    static SpokenPage of(ChromeDriver driver) {
        Map<String, Object> answer =
                driver.executeCdpCommand("Accessibility.getFullAXTree", Map.of());
        Map<String, Map<?, ?>> nodes = new HashMap<>();
        List<?> all = (List<?>) answer.get("nodes");
        all.forEach(each -> nodes.put(id((Map<?, ?>) each), (Map<?, ?>) each));
        SpokenPage page = new SpokenPage(new ArrayList<>());
        page.read(nodes, id((Map<?, ?>) all.get(0)), List.of());
        return page;
    }

    Stream<Part> all(String... roles) {
        return parts.stream().filter(each -> List.of(roles).contains(each.role()));
    }

    private void read(Map<String, Map<?, ?>> nodes, String id, List<String> around) {
        Map<?, ?> node = nodes.get(id);
        if (node == null) {
            return;
        }
        List<String> within = around;
        if (!Boolean.TRUE.equals(node.get("ignored"))) {
            Part part = new Part(value(node, "role"), value(node, "name"), level(node), around);
            parts.add(part);
            within = Stream.concat(around.stream(), Stream.of(part.role())).toList();
        }
        if (node.get("childIds") instanceof List<?> children) {
            for (Object child : children) {
                read(nodes, child.toString(), within);
            }
        }
    }

    private static String id(Map<?, ?> node) {
        return node.get("nodeId").toString();
    }

    private static String value(Map<?, ?> holder, String key) {
        return holder.get(key) instanceof Map<?, ?> found && found.get("value") != null
                ? found.get("value").toString()
                : "";
    }

    private static int level(Map<?, ?> node) {
        return node.get("properties") instanceof List<?> properties
                ? properties.stream()
                        .map(Map.class::cast)
                        .filter(each -> "level".equals(each.get("name")))
                        .mapToInt(each -> Integer.parseInt(value(each, "value")))
                        .findFirst()
                        .orElse(0)
                : 0;
    }
}

package io.runnel.jobs.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a call may name: the version, profiles and tests of this project. */
final class Project {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>runnel</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>([^<]+)</id>");

    private Project() {}

    static String version() {
        Matcher version = VERSION.matcher(text(Page.ROOT.resolve("pom.xml")));
        if (!version.find()) {
            throw new AssertionError("The root's pom.xml has no version.");
        }
        return version.group(1);
    }

    static Set<String> profiles() {
        Set<String> profiles = new TreeSet<>();
        Matcher profile = PROFILE.matcher(text(Page.ROOT.resolve("pom.xml")));
        while (profile.find()) {
            profiles.add(profile.group(1));
        }
        return profiles;
    }

    /** Whether a test class of this name is somewhere in a folder of the repository. */
    static boolean hasTest(Path folder, String name) {
        try (Stream<Path> files = Files.walk(Page.ROOT.resolve(folder))) {
            return files.anyMatch(file -> file.endsWith(name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read.", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }
}

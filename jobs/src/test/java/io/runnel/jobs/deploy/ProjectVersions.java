package io.runnel.jobs.deploy;

import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that the parent {@code pom.xml} names. */
final class ProjectVersions {
    private ProjectVersions() {}

    /** The version of the project. */
    static String project() throws IOException {
        return find("<artifactId>runnel</artifactId>\\s*<version>([^<]+)</version>");
    }

    /** A property, such as {@code flink.version}. */
    static String property(String name) throws IOException {
        return find("<" + Pattern.quote(name) + ">([^<]+)</");
    }

    private static String find(String pattern) throws IOException {
        Matcher matcher =
                Pattern.compile(pattern)
                        .matcher(Files.readString(RepositoryRoot.resolve("pom.xml")));
        if (!matcher.find()) {
            throw new IllegalStateException("pom.xml has nothing like " + pattern);
        }
        return matcher.group(1);
    }
}

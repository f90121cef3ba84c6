package io.runnel.jobs.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code runnel --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Runnel.class.getPackage().getImplementationVersion();
        return new String[] {
            "Runnel "
                    + (version == null ? System.getProperty("runnel.version", "") : version)
                            .strip(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
        };
    }
}

package io.runnel.jobs.command.cluster;

import java.util.List;

/** The loopback device, which every process shares and nobody can cut. */
public record Loopback() implements Network {
    @Override
    public String address(String process) {
        return "127.0.0.1";
    }

    @Override
    public List<String> prefix(String process) {
        return List.of();
    }

    @Override
    public boolean canCut() {
        return false;
    }

    @Override
    public void cut(String process) {
        throw new UnsupportedOperationException("The loopback device cannot be cut.");
    }

    @Override
    public void mend(String process) {
        // Nothing was cut.
    }

    @Override
    public void close() {
        // It is not ours.
    }
}

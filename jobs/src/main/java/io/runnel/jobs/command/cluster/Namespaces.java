package io.runnel.jobs.command.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of its own for each process: a namespace with one cable to a bridge, and no route to
 * anywhere else, so no process can reach the internet. Pulling a cable is what a network failure
 * looks like to both sides: silence. Needs {@code ip} and the right to make namespaces.
 */
public final class Namespaces implements Network {
    private static final int MOST = 200;
    private static final int ATTEMPTS = 5;

    private final String id;
    private final String net;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    private Namespaces(int number) {
        this.id = "rnl" + number;
        this.net = "10.231." + number + ".";
    }

    /**
     * A bridge for a new cluster, or nothing where this user or this machine cannot have one.
     *
     * @param seed tells clusters on one machine apart
     */
    public static Optional<Namespaces> tryCreate(long seed) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Namespaces network = new Namespaces(Math.floorMod(seed + attempt, 250) + 1);
            // A bridge of this name may be another cluster's; it stays as it is.
            if (Shell.attempt("ip", "link", "add", network.id, "type", "bridge").isEmpty()) {
                return network.completed();
            }
        }
        return Optional.empty();
    }

    private Optional<Namespaces> completed() {
        boolean made =
                Shell.attempt("ip", "address", "add", net + "1/24", "dev", id).isEmpty()
                        && Shell.attempt("ip", "link", "set", id, "up").isEmpty()
                        && Shell.attempt("ip", "netns", "add", namespace(0)).isEmpty();
        if (made) {
            Shell.run("ip", "netns", "delete", namespace(0));
            return Optional.of(this);
        }
        Shell.attempt("ip", "link", "delete", id);
        return Optional.empty();
    }

    @Override
    public synchronized String address(String process) {
        return net + (number(process) + 1);
    }

    @Override
    public synchronized List<String> prefix(String process) {
        return List.of("ip", "netns", "exec", namespace(number(process)));
    }

    @Override
    public boolean canCut() {
        return true;
    }

    @Override
    public synchronized void cut(String process) {
        Shell.run("ip", "link", "set", cable(number(process)), "down");
    }

    @Override
    public synchronized void mend(String process) {
        Shell.run("ip", "link", "set", cable(number(process)), "up");
    }

    /** Removes what was made; processes that still run in it lose their network. */
    @Override
    public synchronized void close() {
        numbers.values()
                .forEach(
                        number -> {
                            Shell.attempt("ip", "link", "delete", cable(number));
                            Shell.attempt("ip", "netns", "delete", namespace(number));
                        });
        numbers.clear();
        Shell.attempt("ip", "link", "delete", id);
    }

    /** The number of a process, whose namespace is made when it is first asked for. */
    private int number(String process) {
        Integer known = numbers.get(process);
        if (known != null) {
            return known;
        }
        int number = numbers.size() + 1;
        if (number > MOST) {
            throw new IllegalStateException("A network has room for " + MOST + " processes.");
        }
        numbers.put(process, number);
        String namespace = namespace(number);
        Shell.run("ip", "netns", "add", namespace);
        Shell.run(
                "ip",
                "link",
                "add",
                cable(number),
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                namespace);
        Shell.run("ip", "link", "set", cable(number), "master", id);
        Shell.run("ip", "link", "set", cable(number), "up");
        Shell.run(
                "ip", "-n", namespace, "address", "add", net + (number + 1) + "/24", "dev", "eth0");
        Shell.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", namespace, "link", "set", "lo", "up");
        return number;
    }

    private String namespace(int number) {
        return id + "-" + number;
    }

    private String cable(int number) {
        return id + "v" + number;
    }
}

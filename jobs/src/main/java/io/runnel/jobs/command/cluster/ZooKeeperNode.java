package io.runnel.jobs.command.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * The ZooKeeper that Flink brings with itself, one process; what Flink's high availability keeps in
 * it are pointers, the data lies in the cluster's folder.
 */
final class ZooKeeperNode {
    private static final String MAIN =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

    private final ClusterPlan plan;
    private final String host;
    private final int port = FreePort.any();

    ZooKeeperNode(ClusterPlan plan, Network network) {
        this.plan = plan;
        this.host = network.address(Role.ZOOKEEPER.name(1));
    }

    String address() {
        return host + ":" + port;
    }

    Launch prepare(Libraries libraries) {
        String name = Role.ZOOKEEPER.name(1);
        Path folder = plan.of(name);
        Path file = folder.resolve("zoo.cfg");
        Launch.write(
                file,
                """
                tickTime=1000
                dataDir=%s
                clientPort=%d
                clientPortAddress=%s
                maxClientCnxns=0
                admin.enableServer=false
                """
                        .formatted(folder.resolve("data"), port, host));
        return new Launch(
                name,
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-Dzookeeper.admin.enableServer=false",
                        "-Dlog4j2.configurationFile=" + Launch.logging(folder),
                        "-cp",
                        libraries.flink(),
                        MAIN,
                        file.toString()),
                plan.logs().resolve(name + ".log"));
    }
}

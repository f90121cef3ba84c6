package io.runnel.dashboard;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a Java process of this machine (Linux) holds, in MiB.
 *
 * @param heap what is left after a garbage collection
 * @param resident all of the process, the database's memory and pages of files included
 */
public record ProcessMemory(long heap, long resident) {
    /** Collects its garbage and looks. */
    static ProcessMemory of(long pid) throws IOException {
        return new ProcessMemory(heap(pid), resident(pid));
    }

    private static long heap(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                MemoryMXBean memory =
                        ManagementFactory.newPlatformMXBeanProxy(
                                connector.getMBeanServerConnection(),
                                ManagementFactory.MEMORY_MXBEAN_NAME,
                                MemoryMXBean.class);
                memory.gc();
                return memory.getHeapMemoryUsage().getUsed() >> 20;
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("Process " + pid + " is no Java that can be looked into.", e);
        }
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }
}

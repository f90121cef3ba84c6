package io.runnel.dashboard.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The address that a server listens at.
 *
 * @param host as it was given, such as {@code 127.0.0.1}
 * @param port 0 for a free one
 * @param names further names by which clients may call it
 */
public record Bind(String host, int port, List<String> names) {
    /** This machine alone. */
    public static Bind loopback(int port) {
        return new Bind("127.0.0.1", port, List.of());
    }

    InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "--bind: there is no address '" + host + "'; expected one of this machine.", e);
        }
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return address().isLoopbackAddress();
    }

    /** The host names that a request may name: a page of another name may not read this server. */
    Set<String> allowedHosts() {
        Set<String> allowed = new LinkedHashSet<>();
        names.forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
        allowed.add(host.toLowerCase(Locale.ROOT));
        InetAddress address = address();
        add(allowed, address);
        if (address.isLoopbackAddress()) {
            allowed.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        } else if (address.isAnyLocalAddress()) {
            allowed.add("localhost");
            try {
                allowed.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
                for (NetworkInterface one :
                        Collections.list(NetworkInterface.getNetworkInterfaces())) {
                    Collections.list(one.getInetAddresses()).forEach(own -> add(allowed, own));
                }
            } catch (SocketException | UnknownHostException e) {
                // Without them the given names must do.
                return allowed;
            }
        }
        return allowed;
    }

    private static void add(Set<String> allowed, InetAddress address) {
        String text = address.getHostAddress().replaceAll("%.*", "");
        allowed.add(address instanceof Inet6Address ? "[" + text + "]" : text);
    }
}

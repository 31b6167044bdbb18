package dev.heddle.trainer.collectives;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Brings the workers of a group together: each binds a port, tells the others through some channel
 * they already share (Spark's barrier context), and connects to every other worker. A worker calls
 * those of lower rank and is called by those of higher rank.
 *
 * <pre>{@code
 * try (Rendezvous rendezvous = Rendezvous.bind(host, ticket)) {
 *   return rendezvous.connect(context.partitionId(), text -> List.of(context.allGather(text)));
 * }
 * }</pre>
 */
public final class Rendezvous implements Closeable {
  private static final int BACKLOG = 1024;

  private final GroupTicket ticket;
  private final String host;
  private final ServerSocketChannel server;

  private Rendezvous(GroupTicket ticket, String host, ServerSocketChannel server) {
    this.ticket = ticket;
    this.host = host;
    this.server = server;
  }

  /**
   * Opens a port of the system's choice.
   *
   * @param host name or address of this machine as the other workers reach it
   */
  public static Rendezvous bind(String host, GroupTicket ticket) {
    ServerSocketChannel server = null;
    try {
      server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(host, 0), BACKLOG);
      return new Rendezvous(ticket, host, server);
    } catch (IOException | RuntimeException failure) {
      Links.closeQuietly(server);
      throw new CollectivesException(
          "Cannot open a port for the workers: host="
              + host
              + "; "
              + failure
              + "; name an address of this machine",
          CollectivesException.UNKNOWN,
          failure);
    }
  }

  /** Where this worker can be reached, {@code host:port:generation}. */
  public String address() {
    return host + ":" + server.socket().getLocalPort() + ":" + ticket.generation();
  }

  /**
   * Connects to all other workers of the group.
   *
   * @param rank of this worker
   * @param allGather hands this worker's text to the group and returns the texts of all workers by
   *     rank; called once
   */
  public Collectives connect(int rank, Function<String, List<String>> allGather) {
    List<WorkerAddress> addresses =
        allGather.apply(address()).stream().map(WorkerAddress::parse).toList();
    checkGenerations(addresses);
    if (addresses.size() == 1) {
      return new SingleWorker();
    }
    Map<Integer, SocketChannel> channels = new TreeMap<>();
    try {
      meet(Hello.of(ticket, rank, addresses.size()), addresses, channels);
      return new SocketCollectives(new Links(rank, ticket, channels));
    } catch (IOException | RuntimeException failure) {
      channels.values().forEach(Links::closeQuietly);
      throw failure instanceof CollectivesException known ? known : unreachable(rank, failure);
    }
  }

  private void meet(Hello self, List<WorkerAddress> addresses, Map<Integer, SocketChannel> channels)
      throws IOException {
    Deadline deadline = Deadline.after(ticket.connectTimeout());
    for (int other = 0; other < self.rank(); other++) {
      channels.put(other, call(self, other, addresses.get(other), deadline));
    }
    try (Lobby lobby = new Lobby(server, self)) {
      channels.putAll(lobby.admitAll(deadline));
    }
    checkComplete(self, channels.keySet());
    for (SocketChannel channel : channels.values()) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      KeepAlive.enable(channel);
    }
  }

  private SocketChannel call(Hello self, int other, WorkerAddress address, Deadline deadline)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel
          .socket()
          .connect(new InetSocketAddress(address.host(), address.port()), deadline.millisLeft());
      channel.write(self.encoded());
      channel.socket().setSoTimeout(deadline.millisLeft());
      ByteBuffer answer =
          ByteBuffer.wrap(channel.socket().getInputStream().readNBytes(Hello.BYTES));
      if (!Hello.decode(answer)
          .map(hello -> self.objection(hello).isEmpty() && hello.rank() == other)
          .orElse(false)) {
        throw new IOException("it did not greet as rank " + other + " of this group");
      }
      return channel;
    } catch (IOException | RuntimeException failure) {
      Links.closeQuietly(channel);
      throw new CollectivesException(
          "Cannot connect rank %d to rank %d: address=%s; %s; see the log of rank %d"
              .formatted(self.rank(), other, address, failure, other),
          other,
          failure);
    }
  }

  private void checkGenerations(List<WorkerAddress> addresses) {
    for (int rank = 0; rank < addresses.size(); rank++) {
      if (addresses.get(rank).generation() != ticket.generation()) {
        throw new CollectivesException(
            "Cannot connect to rank %d: generation=%d; this attempt is generation %d"
                .formatted(rank, addresses.get(rank).generation(), ticket.generation()),
            rank);
      }
    }
  }

  private void checkComplete(Hello self, Set<Integer> present) {
    Set<Integer> missing = new TreeSet<>();
    for (int rank = 0; rank < self.size(); rank++) {
      if (rank != self.rank() && !present.contains(rank)) {
        missing.add(rank);
      }
    }
    if (!missing.isEmpty()) {
      throw new CollectivesException(
          "Cannot gather the group at rank %d: missing ranks=%s after %s; see their logs"
              .formatted(self.rank(), missing, ticket.connectTimeout()),
          missing.iterator().next());
    }
  }

  private static CollectivesException unreachable(int rank, Exception failure) {
    return new CollectivesException(
        "Cannot gather the group at rank " + rank + "; " + failure, rank, failure);
  }

  /** Closes the port; connections made stay open. */
  @Override
  public void close() {
    Links.closeQuietly(server);
  }
}

package dev.heddle.trainer.tracking.channel;

import dev.heddle.trainer.tracking.TrackingEvent;
import dev.heddle.trainer.tracking.Warnings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's end of the channel: passes on the events of every client that knows the token, each
 * once and in order. Whatever else connects is turned away and disturbs nobody.
 */
public final class EventServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventServer.class);
  private static final int MOST_CONNECTIONS = 32;

  private final ServerSocket listener;
  private final EventAddress address;
  private final Consumer<TrackingEvent> sink;
  private final Map<String, EventSession> sessions = new ConcurrentHashMap<>();
  private final Set<EventConnection> connections = ConcurrentHashMap.newKeySet();
  private final Warnings warnings;

  private EventServer(
      ServerSocket listener, String host, Consumer<TrackingEvent> sink, Warnings warnings) {
    this.listener = listener;
    this.address = new EventAddress(host, listener.getLocalPort(), newToken());
    this.sink = sink;
    this.warnings = warnings;
  }

  /**
   * Listens on a free port.
   *
   * @param host name or address of this machine that workers can reach
   * @param sink gets the events, on threads of the server; for instance {@code trackers::accept}
   * @throws UncheckedIOException if the host cannot be listened on
   */
  public static EventServer start(String host, Consumer<TrackingEvent> sink) {
    return start(host, host, sink);
  }

  /**
   * Listens on a free port of a machine that workers know by another name, as in a container.
   *
   * @param bind name or address of this machine to listen on
   * @param host where workers reach it
   * @throws UncheckedIOException if {@code bind} cannot be listened on
   */
  public static EventServer start(String bind, String host, Consumer<TrackingEvent> sink) {
    return start(bind, host, sink, Warnings.everyMinute(LOG::warn));
  }

  static EventServer start(
      String bind, String host, Consumer<TrackingEvent> sink, Warnings warnings) {
    try {
      ServerSocket listener = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getByName(bind));
      EventServer server = new EventServer(listener, host, sink, warnings);
      EventConnection.daemon("event-server", server::acceptAll).start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen for events: host="
              + bind
              + "; must be an address of this machine; set spark.driver.host or"
              + " spark.driver.bindAddress",
          e);
    }
  }

  /** What a client needs to connect. */
  public EventAddress address() {
    return address;
  }

  /** Stops listening and cuts the connections; events that have arrived are passed on already. */
  @Override
  public void close() {
    EventConnection.closeQuietly(listener);
    connections.forEach(EventConnection::close);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          warnings.warn("Cannot accept a connection for events: " + e.getMessage(), e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    if (connections.size() >= MOST_CONNECTIONS) {
      EventConnection.closeQuietly(socket);
      return;
    }
    EventConnection connection = new EventConnection(socket, address.token(), this::session);
    connections.add(connection);
    Thread thread =
        EventConnection.daemon(
            "event-connection",
            () -> {
              connection.serve(warnings);
              connections.remove(connection);
            });
    thread.start();
  }

  private EventSession session(String client) {
    return sessions.computeIfAbsent(client, name -> new EventSession(sink));
  }

  private static String newToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

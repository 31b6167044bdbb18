package dev.heddle.trainer.tracking.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

/** One connection as the client sees it. */
final class EventLink implements Closeable {

  private final Socket socket;
  private final OutputStream out;
  private final Lines answers;
  private final long received;

  private EventLink(Socket socket, EventAddress address, String client) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.answers = new Lines(socket.getInputStream());
    send(Wire.HELLO + " " + address.token() + " " + client);
    this.received = answer();
  }

  /**
   * Connects and says hello.
   *
   * @param milliseconds the longest wait for the connection, and for each answer
   */
  static EventLink open(EventAddress address, String client, int milliseconds) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(milliseconds);
      socket.connect(new InetSocketAddress(address.host(), address.port()), milliseconds);
      return new EventLink(socket, address, client);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Number of the last event the server had when this link was opened. */
  long received() {
    return received;
  }

  void send(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until the server has everything. */
  void end() throws IOException {
    send(Wire.END);
    answer();
  }

  @Override
  public void close() {
    EventConnection.closeQuietly(socket);
  }

  private long answer() throws IOException {
    String line = answers.next(Wire.SHORT_LINE).orElse("");
    Matcher matcher = Wire.ANSWER.matcher(line);
    if (!matcher.matches()) {
      throw new IOException("the server does not answer as an event server");
    }
    return Long.parseLong(matcher.group(1));
  }
}

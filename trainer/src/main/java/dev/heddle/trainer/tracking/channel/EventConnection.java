package dev.heddle.trainer.tracking.channel;

import dev.heddle.trainer.tracking.Warnings;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;

/** One connection as the server sees it: the hello, then events until the client is done. */
final class EventConnection implements Closeable {

  private static final int HELLO_MILLISECONDS = 5_000;

  private final Socket socket;
  private final String token;
  private final Function<String, EventSession> sessions;
  private volatile boolean cut;

  EventConnection(Socket socket, String token, Function<String, EventSession> sessions) {
    this.socket = socket;
    this.token = token;
    this.sessions = sessions;
  }

  /** Runs the connection to its end. Does not throw. */
  void serve(Warnings warnings) {
    try (socket) {
      Lines lines = new Lines(socket.getInputStream());
      EventSession session = greet(lines);
      answer(session);
      receive(lines, session, warnings);
    } catch (IOException e) {
      if (!cut) {
        warnings.warn("Cannot serve events: from=" + from() + "; " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void close() {
    cut = true;
    closeQuietly(socket);
  }

  private EventSession greet(Lines lines) throws IOException {
    socket.setSoTimeout(HELLO_MILLISECONDS);
    String[] hello = lines.next(Wire.SHORT_LINE).orElse("").split(" ", -1);
    if (hello.length != 3 || !hello[0].equals(Wire.HELLO) || !opens(hello[1])) {
      throw new IOException("it does not know the token");
    }
    socket.setSoTimeout(0);
    return sessions.apply(hello[2]);
  }

  private void receive(Lines lines, EventSession session, Warnings warnings) throws IOException {
    for (Optional<String> line = lines.next(Wire.EVENT_LINE);
        line.isPresent();
        line = lines.next(Wire.EVENT_LINE)) {
      if (line.get().equals(Wire.END)) {
        answer(session);
        return;
      }
      try {
        session.receive(line.get());
      } catch (RuntimeException e) {
        warnings.warn("Cannot use a line: from=" + from() + "; " + e.getMessage(), e);
      }
    }
  }

  private void answer(EventSession session) throws IOException {
    String answer = "ok " + session.last() + "\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  // In constant time, so that the token cannot be found letter by letter.
  private boolean opens(String offered) {
    return MessageDigest.isEqual(
        offered.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private String from() {
    return String.valueOf(socket.getRemoteSocketAddress());
  }

  static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nothing can be lost here: whoever closes is done with the connection.
    }
  }
}

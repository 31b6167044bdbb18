package dev.heddle.trainer.tracking.channel;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server and cuts each connection in the middle of a line. */
final class FlakyRelay implements Closeable {

  private final EventAddress target;
  private final int linesEach;
  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();

  FlakyRelay(EventAddress target, int linesEach) throws IOException {
    this.target = target;
    this.linesEach = linesEach;
    this.listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    EventConnection.daemon("flaky-relay", this::relayAll).start();
  }

  EventAddress address() {
    return new EventAddress("127.0.0.1", listener.getLocalPort(), target.token());
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void relayAll() {
    while (!listener.isClosed()) {
      try (Socket near = listener.accept();
          Socket far = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
        connections.incrementAndGet();
        EventConnection.daemon("flaky-answers", () -> copy(far, near)).start();
        relay(near, far.getOutputStream());
      } catch (IOException e) {
        // A cut connection is what this class is for.
      }
    }
  }

  private void relay(Socket near, OutputStream out) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(near.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    for (int count = 0; line != null && count < linesEach; count++) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      line = lines.readLine();
    }
    if (line != null) {
      out.write(line.substring(0, line.length() / 2).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other side is cut already.
    }
  }
}

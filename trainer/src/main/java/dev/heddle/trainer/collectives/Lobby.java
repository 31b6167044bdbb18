package dev.heddle.trainer.collectives;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where workers of higher rank knock. A caller that is silent or not of the group never holds up
 * the others.
 */
final class Lobby implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Lobby.class);

  private final Hello self;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Map<Integer, SocketChannel> admitted = new TreeMap<>();

  Lobby(ServerSocketChannel server, Hello self) throws IOException {
    this.self = self;
    this.server = server;
    this.selector = Selector.open();
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Waits until every worker of higher rank is here, or the time is over. */
  Map<Integer, SocketChannel> admitAll(Deadline deadline) throws IOException {
    int expected = self.size() - 1 - self.rank();
    while (admitted.size() < expected && !deadline.isOver()) {
      selector.select(this::serve, deadline.millisLeft());
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return admitted;
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        listen(key);
      }
    } catch (IOException gone) {
      refuse(key, gone.toString());
    }
  }

  private void accept() throws IOException {
    SocketChannel guest = server.accept();
    if (guest != null) {
      guest.configureBlocking(false);
      guest.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(Hello.BYTES));
    }
  }

  private void listen(SelectionKey key) throws IOException {
    SocketChannel guest = (SocketChannel) key.channel();
    ByteBuffer words = (ByteBuffer) key.attachment();
    int read = guest.read(words);
    if (read < 0) {
      refuse(key, "it left without a greeting");
    } else if (!words.hasRemaining()) {
      decide(key, guest, Hello.decode(words.flip()));
    }
  }

  private void decide(SelectionKey key, SocketChannel guest, Optional<Hello> hello)
      throws IOException {
    Optional<String> objection =
        hello.isEmpty()
            ? Optional.of("it does not speak this protocol")
            : self.objection(hello.get());
    if (objection.isPresent()) {
      refuse(key, objection.get());
    } else if (hello.get().rank() < self.rank() || admitted.containsKey(hello.get().rank())) {
      refuse(key, "rank " + hello.get().rank() + " is not expected or already here");
    } else {
      key.cancel();
      guest.write(self.encoded());
      admitted.put(hello.get().rank(), guest);
    }
  }

  private void refuse(SelectionKey key, String reason) {
    LOG.warn("Refused a connection to rank {}: from={}; {}", self.rank(), key.channel(), reason);
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException ignored) {
      LOG.debug("Closing a refused connection failed", ignored);
    }
  }

  /** Closes the connections of all who were not admitted. */
  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.channel() != server) {
        key.channel().close();
      }
    }
    selector.close();
  }
}

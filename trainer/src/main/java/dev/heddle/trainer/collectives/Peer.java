package dev.heddle.trainer.collectives;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;

/** The connection to one other worker: at most one frame under way in each direction. */
final class Peer {
  private final int rank;
  private final int generation;
  private final SocketChannel channel;
  private final ByteBuffer header = Frame.buffer(Frame.HEADER_BYTES);
  private ByteBuffer incoming = Frame.buffer(0);
  private ByteBuffer outgoing = Frame.buffer(0).limit(0);
  private Frame arriving;
  private int sent;
  private int received;

  Peer(int rank, int generation, SocketChannel channel) {
    this.rank = rank;
    this.generation = generation;
    this.channel = channel;
  }

  int rank() {
    return rank;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Prepares a frame; {@link #write()} then moves it, as often as needed. */
  void prepare(Operation operation, Consumer<ByteBuffer> fill) {
    outgoing = grown(outgoing, Frame.HEADER_BYTES + Frame.PAYLOAD_LIMIT);
    outgoing.clear().position(Frame.HEADER_BYTES);
    fill.accept(outgoing);
    int end = outgoing.position();
    ByteBuffer payload = outgoing.duplicate().position(Frame.HEADER_BYTES).limit(end);
    Frame frame =
        new Frame(generation, sent++, operation, payload.remaining(), Frame.checksum(payload));
    frame.encode(outgoing.position(0));
    outgoing.position(0).limit(end);
  }

  boolean isWriting() {
    return outgoing.hasRemaining();
  }

  /** Writes what the connection takes at once; tells whether that was anything. */
  boolean write() throws IOException {
    return channel.write(outgoing) > 0;
  }

  /** The header of the frame that is arriving, once it is complete. */
  Optional<Frame> head() throws IOException {
    if (arriving == null && filled(header)) {
      arriving = Frame.decode(header.flip());
      if (arriving.generation() != generation || arriving.sequence() != received) {
        throw new IllegalStateException(
            "frame %d of generation %d arrives where frame %d of generation %d is due"
                .formatted(arriving.sequence(), arriving.generation(), received, generation));
      }
      incoming = grown(incoming, arriving.length());
      incoming.clear().limit(arriving.length());
    }
    return Optional.ofNullable(arriving);
  }

  /**
   * The payload of the frame that is arriving, once it is complete; the next frame's turn comes
   * with it.
   */
  Optional<ByteBuffer> payload() throws IOException {
    if (head().isEmpty() || !filled(incoming)) {
      return Optional.empty();
    }
    if (Frame.checksum(incoming.flip()) != arriving.checksum()) {
      throw new IllegalStateException("the checksum of frame " + received + " is wrong");
    }
    arriving = null;
    header.clear();
    received++;
    return Optional.of(incoming);
  }

  /**
   * Whether a frame waits here for its turn; reading more from this peer has no use before that.
   */
  boolean isParked() {
    return arriving != null && arriving.operation().kind() != Operation.Kind.ABORT;
  }

  /** Tells the other side that nothing more comes; false if it cannot be told. */
  boolean endOutput() {
    try {
      channel.shutdownOutput();
      return true;
    } catch (IOException lost) {
      return false;
    }
  }

  /** Throws away what has arrived; true once nothing more can come. */
  boolean hasEnded() {
    ByteBuffer scrap = ByteBuffer.allocate(Frame.PAYLOAD_LIMIT);
    try {
      int read;
      do {
        read = channel.read(scrap.clear());
      } while (read > 0);
      return read < 0;
    } catch (IOException lost) {
      return true;
    }
  }

  private boolean filled(ByteBuffer buffer) throws IOException {
    if (buffer.hasRemaining() && channel.read(buffer) < 0) {
      throw new EOFException("the connection ended");
    }
    return !buffer.hasRemaining();
  }

  /**
   * Most peers never exchange more than headers with this worker, so payload buffers come when
   * needed.
   */
  private static ByteBuffer grown(ByteBuffer buffer, int bytes) {
    if (buffer.capacity() >= bytes) {
      return buffer;
    }
    return Frame.buffer(Math.max(bytes, Frame.PAYLOAD_LIMIT));
  }
}

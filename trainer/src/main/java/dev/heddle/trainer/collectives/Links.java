package dev.heddle.trainer.collectives;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a worker to all others of its group. While a transfer between two of them is
 * under way, all are watched: whoever fails says so to everyone, and a process that dies is noticed
 * by everyone.
 */
final class Links implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  /** How long to look for the reason why a connection ended, and to tell others of a failure. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final int rank;
  private final Duration stallTimeout;
  private final Selector selector;
  private final Map<Integer, Peer> peers = new TreeMap<>();
  private final Set<Peer> gone = new HashSet<>();
  private GroupFailure failure;
  private boolean closed;

  Links(int rank, GroupTicket ticket, Map<Integer, SocketChannel> channels) throws IOException {
    this.rank = rank;
    this.stallTimeout = ticket.stallTimeout();
    this.selector = Selector.open();
    for (Map.Entry<Integer, SocketChannel> entry : channels.entrySet()) {
      Peer peer = new Peer(entry.getKey(), ticket.generation(), entry.getValue());
      entry.getValue().register(selector, 0, peer);
      peers.put(entry.getKey(), peer);
    }
  }

  int rank() {
    return rank;
  }

  int size() {
    return peers.size() + 1;
  }

  /** Moves all frames of a transfer, or fails the group. */
  void run(Operation operation, Transfer transfer) {
    checkUsable(operation);
    try {
      new Exchange(this, operation, transfer).run();
    } catch (PeerLost lost) {
      throw fail(rootCause(lost), operation);
    } catch (GroupFailure known) {
      throw fail(known, operation);
    } catch (RuntimeException unexpected) {
      throw fail(new GroupFailure(rank, unexpected.toString(), unexpected), operation);
    }
  }

  /** The connection to another worker, which must still be there. */
  Peer peer(int other) {
    Peer peer = peers.get(other);
    if (gone.contains(peer)) {
      throw new GroupFailure(other, "it has left the group, and others still need it", null);
    }
    return peer;
  }

  Deadline stallDeadline() {
    return Deadline.after(stallTimeout);
  }

  GroupFailure stalled(int suspect) {
    String reason =
        "rank %d waited for it %s in vain; it hangs, its network does, or it waits for another";
    return new GroupFailure(suspect, reason.formatted(rank, stallTimeout), null);
  }

  /**
   * Waits until a connection is ready for what the transfer wants of it, or anyone says something
   * out of turn.
   *
   * @param wishes the selector operations that the transfer wants of a peer; 0 for most
   * @return whether any connection was ready
   */
  boolean await(ToIntFunction<Peer> wishes, Deadline deadline) {
    for (SelectionKey key : selector.keys()) {
      setInterest(key, wishes.applyAsInt((Peer) key.attachment()));
    }
    int ready = select(deadline);
    checkInterruption();
    for (SelectionKey key : selector.selectedKeys()) {
      Peer peer = (Peer) key.attachment();
      if (key.isValid()
          && key.isReadable()
          && (wishes.applyAsInt(peer) & SelectionKey.OP_READ) == 0) {
        listen(peer);
      }
    }
    selector.selectedKeys().clear();
    return ready > 0;
  }

  /** Throws if this thread is to stop; asked before a channel notices, which would close itself. */
  void checkInterruption() {
    if (Thread.currentThread().isInterrupted()) {
      throw new GroupFailure(rank, "it was interrupted", null);
    }
  }

  /**
   * Throws if a frame that has begun to arrive tells of a failure; waits for no more of it than is
   * here.
   */
  static void checkForAbort(Peer peer, Frame head) throws IOException {
    if (head.operation().kind() == Operation.Kind.ABORT) {
      Optional<ByteBuffer> reason = peer.payload();
      if (reason.isPresent()) {
        throw GroupFailure.decode(reason.get());
      }
    }
  }

  /**
   * Tells everyone of a failure of this worker, unless the group has failed or is closed already.
   */
  void abort(String reason, Throwable cause) {
    if (failure == null && !closed) {
      fail(new GroupFailure(rank, reason, cause), "the run");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      // A set interrupt flag would close the very connections that are to carry the message.
      boolean interrupted = Thread.interrupted();
      if (failure == null) {
        tell(Operation.Kind.GOODBYE, new byte[0]);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      closeConnections();
    }
  }

  static void closeQuietly(Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException ignored) {
      LOG.debug("Closing {} failed", closeable, ignored);
    }
  }

  private void checkUsable(Operation operation) {
    if (failure != null) {
      throw failure.at(rank, operation);
    }
    if (closed) {
      throw new IllegalStateException("Cannot use the group at rank " + rank + ": it is closed");
    }
  }

  private void setInterest(SelectionKey key, int wish) {
    Peer peer = (Peer) key.attachment();
    boolean watch = !gone.contains(peer) && !peer.isParked();
    int interest = wish | (watch ? SelectionKey.OP_READ : 0);
    if (key.isValid() && key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  private int select(Deadline deadline) {
    try {
      return selector.select(deadline.millisLeft());
    } catch (IOException failed) {
      throw new GroupFailure(rank, "its selector failed: " + failed, failed);
    }
  }

  /**
   * A peer out of turn may leave, abort, or be ahead with a frame of a later turn, which then
   * waits.
   */
  private void listen(Peer peer) {
    try {
      Optional<Frame> head = peer.head();
      if (head.isPresent()) {
        checkForAbort(peer, head.get());
        if (head.get().operation().kind() == Operation.Kind.GOODBYE) {
          gone.add(peer);
        }
      }
    } catch (IOException | IllegalStateException lost) {
      throw new PeerLost(peer, lost);
    }
  }

  private GroupFailure rootCause(PeerLost lost) {
    if (lost.getCause() instanceof ClosedByInterruptException) {
      return new GroupFailure(rank, "it was interrupted", lost.getCause());
    }
    try {
      hearOut(lost.peer());
      gone.add(lost.peer());
      listenToOthers();
    } catch (GroupFailure told) {
      return told;
    }
    return new GroupFailure(
        lost.peer().rank(),
        "rank %d lost the connection to it (%s); see its log, its process has probably ended"
            .formatted(rank, lost.getCause().getMessage()),
        lost.getCause());
  }

  /**
   * A connection that takes nothing more may still hold the words with which the other side left.
   */
  private static void hearOut(Peer peer) {
    try {
      Optional<Frame> head = peer.head();
      while (head.isPresent()) {
        checkForAbort(peer, head.get());
        head = peer.payload().isPresent() ? peer.head() : Optional.empty();
      }
    } catch (IOException | IllegalStateException nothingMore) {
      LOG.debug("Rank {} left no message", peer.rank(), nothingMore);
    }
  }

  private void listenToOthers() {
    Deadline deadline = Deadline.after(GRACE);
    while (gone.size() < peers.size() && !deadline.isOver()) {
      try {
        await(peer -> 0, deadline);
      } catch (PeerLost another) {
        gone.add(another.peer());
      }
    }
  }

  private CollectivesException fail(GroupFailure cause, Object operation) {
    if (failure == null) {
      failure = cause;
      boolean interrupted = Thread.interrupted();
      tell(Operation.Kind.ABORT, cause.encoded());
      linger();
      closeConnections();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return cause.at(rank, operation);
  }

  private void tell(Operation.Kind kind, byte[] words) {
    Announcement announcement = new Announcement(new Operation(kind, 0, words.length), words);
    Deadline deadline = Deadline.after(GRACE);
    Set<Peer> waiting = present();
    while (!waiting.isEmpty() && !deadline.isOver()) {
      waiting.removeIf(announcement::isDelivered);
      awaitAny(waiting, SelectionKey.OP_WRITE);
    }
  }

  /**
   * Takes in what others still send: closing a connection with unread bytes would destroy the
   * message to them.
   */
  private void linger() {
    Deadline deadline = Deadline.after(GRACE);
    Set<Peer> waiting = present();
    waiting.removeIf(peer -> !peer.endOutput());
    while (!waiting.isEmpty() && !deadline.isOver()) {
      waiting.removeIf(Peer::hasEnded);
      awaitAny(waiting, SelectionKey.OP_READ);
    }
  }

  private Set<Peer> present() {
    Set<Peer> present = new HashSet<>(peers.values());
    present.removeAll(gone);
    return present;
  }

  private void awaitAny(Set<Peer> waiting, int operation) {
    if (waiting.isEmpty()) {
      return;
    }
    for (SelectionKey key : selector.keys()) {
      if (key.isValid()) {
        key.interestOps(waiting.contains((Peer) key.attachment()) ? operation : 0);
      }
    }
    select(Deadline.after(GRACE.dividedBy(10)));
    selector.selectedKeys().clear();
  }

  private void closeConnections() {
    peers.values().forEach(peer -> closeQuietly(peer.channel()));
    closeQuietly(selector);
  }
}

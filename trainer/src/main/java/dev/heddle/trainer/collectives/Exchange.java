package dev.heddle.trainer.collectives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;

/**
 * One transfer under way: sends and receives by turns, whatever the connections allow, and never
 * blocks on one of them.
 */
final class Exchange {
  private final Links links;
  private final Operation operation;
  private final Transfer transfer;
  private final Peer target;
  private final Peer source;
  private int filled;
  private int taken;

  Exchange(Links links, Operation operation, Transfer transfer) {
    this.links = links;
    this.operation = operation;
    this.transfer = transfer;
    this.target = transfer.outgoing() > 0 ? links.peer(transfer.target()) : null;
    this.source = transfer.incoming() > 0 ? links.peer(transfer.source()) : null;
  }

  void run() {
    Deadline stall = links.stallDeadline();
    while (isSending() || isReceiving()) {
      links.checkInterruption();
      boolean moved = isSending() && send(target);
      moved |= isReceiving() && receive(source);
      if (moved || links.await(this::wishes, stall)) {
        stall = links.stallDeadline();
      } else if (stall.isOver()) {
        throw links.stalled(isReceiving() ? transfer.source() : transfer.target());
      }
    }
  }

  private boolean isSending() {
    return filled < transfer.outgoing() || (filled > 0 && target.isWriting());
  }

  private boolean isReceiving() {
    return taken < transfer.incoming();
  }

  private int wishes(Peer peer) {
    boolean writes = peer == target && peer.isWriting();
    boolean reads = peer == source && isReceiving();
    return (writes ? SelectionKey.OP_WRITE : 0) | (reads ? SelectionKey.OP_READ : 0);
  }

  private boolean send(Peer peer) {
    if (!peer.isWriting() && filled < transfer.outgoing() && transfer.isReady(filled, taken)) {
      int frame = filled++;
      peer.prepare(operation, payload -> transfer.fill(frame, payload));
    }
    try {
      return peer.isWriting() && peer.write();
    } catch (IOException lost) {
      throw new PeerLost(peer, lost);
    }
  }

  private boolean receive(Peer peer) {
    try {
      Optional<Frame> head = peer.head();
      if (head.isEmpty()) {
        return false;
      }
      check(peer, head.get());
      Optional<ByteBuffer> payload = peer.payload();
      payload.ifPresent(bytes -> transfer.take(taken++, bytes));
      return payload.isPresent();
    } catch (IOException | IllegalStateException lost) {
      throw new PeerLost(peer, lost);
    }
  }

  private void check(Peer peer, Frame head) throws IOException {
    Links.checkForAbort(peer, head);
    Operation theirs = head.operation();
    if (theirs.kind() == Operation.Kind.GOODBYE) {
      throw new GroupFailure(peer.rank(), "it has left the group, and others still need it", null);
    }
    if (theirs.kind() != Operation.Kind.ABORT && !theirs.equals(operation)) {
      throw new GroupFailure(
          peer.rank(),
          "it is at %s, rank %d at %s; all workers must make the same calls with equal sizes"
              .formatted(theirs, links.rank(), operation),
          null);
    }
  }
}

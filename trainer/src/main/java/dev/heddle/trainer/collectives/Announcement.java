package dev.heddle.trainer.collectives;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** A last message to every peer, each after whatever frame is half-way to it. */
final class Announcement {
  private final Operation operation;
  private final byte[] words;
  private final Set<Peer> begun = new HashSet<>();

  Announcement(Operation operation, byte[] words) {
    this.operation = operation;
    this.words = words;
  }

  /** Writes what goes at once; true when the peer has it all or cannot be reached. */
  boolean isDelivered(Peer peer) {
    try {
      push(peer);
      if (!peer.isWriting() && begun.add(peer)) {
        peer.prepare(operation, payload -> payload.put(words));
        push(peer);
      }
      return begun.contains(peer) && !peer.isWriting();
    } catch (IOException unreachable) {
      return true;
    }
  }

  private static void push(Peer peer) throws IOException {
    if (peer.isWriting()) {
      peer.write();
    }
  }
}

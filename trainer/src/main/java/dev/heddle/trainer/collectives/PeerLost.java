package dev.heddle.trainer.collectives;

/** A connection that ended or cannot be understood, before it is known why. */
final class PeerLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Peer peer;

  PeerLost(Peer peer, Throwable cause) {
    super(cause);
    this.peer = peer;
  }

  Peer peer() {
    return peer;
  }
}

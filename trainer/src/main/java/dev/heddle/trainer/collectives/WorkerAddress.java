package dev.heddle.trainer.collectives;

/** Where a worker listens, and for which attempt. */
record WorkerAddress(String host, int port, int generation) {

  /** Reads {@code host:port:generation}; the host may be an IPv6 address with colons of its own. */
  static WorkerAddress parse(String text) {
    int beforeGeneration = text.lastIndexOf(':');
    int beforePort = text.lastIndexOf(':', beforeGeneration - 1);
    try {
      return new WorkerAddress(
          text.substring(0, beforePort),
          Integer.parseInt(text.substring(beforePort + 1, beforeGeneration)),
          Integer.parseInt(text.substring(beforeGeneration + 1)));
    } catch (RuntimeException malformed) {
      throw new CollectivesException(
          "Cannot read worker address: address=" + text + "; the form is host:port:generation",
          CollectivesException.UNKNOWN,
          malformed);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port + ":" + generation;
  }
}

package dev.heddle.trainer.tracking.channel;

import java.io.Serializable;

/**
 * Where an {@link EventServer} listens, and the secret that opens it. Travels to the workers inside
 * Spark's task, never through a log.
 *
 * @param host name or address of the driver
 * @param port TCP port
 * @param token secret of this server
 */
public record EventAddress(String host, int port, String token) implements Serializable {

  /** Host and port only: the token is a secret. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}

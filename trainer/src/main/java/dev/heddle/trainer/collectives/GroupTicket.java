package dev.heddle.trainer.collectives;

import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What every worker must hold to be let into a group; made once by the driver for each attempt and
 * carried to the workers. It keeps out strangers and workers left over from earlier attempts; it
 * does not encrypt.
 *
 * @param token random text that only this run's workers know
 * @param generation number of the attempt; a worker of another generation is refused
 * @param connectTimeout how long to wait for all workers to connect
 * @param stallTimeout how long an operation may go without any progress; longer than a worker may
 *     be busy with something else, such as writing a checkpoint
 */
public record GroupTicket(
    String token, int generation, Duration connectTimeout, Duration stallTimeout)
    implements Serializable {
  private static final Duration CONNECT = Duration.ofMinutes(1);
  private static final Duration STALL = Duration.ofMinutes(15);
  private static final int TOKEN_BYTES = 16;

  /** A ticket with a fresh token, a minute to connect and a quarter of an hour to stall. */
  public static GroupTicket create(int generation) {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return new GroupTicket(HexFormat.of().formatHex(token), generation, CONNECT, STALL);
  }

  /** The same with other patience. */
  public GroupTicket within(Duration connect, Duration stall) {
    return new GroupTicket(token, generation, connect, stall);
  }
}

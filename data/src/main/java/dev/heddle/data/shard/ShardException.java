package dev.heddle.data.shard;

/** Shards that are missing, altered, unfinished, or made for something else. */
public final class ShardException extends RuntimeException {

  public ShardException(String message) {
    super(message);
  }

  public ShardException(String message, Throwable cause) {
    super(message, cause);
  }
}

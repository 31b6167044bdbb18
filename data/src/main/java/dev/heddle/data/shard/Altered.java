package dev.heddle.data.shard;

import java.net.URI;

/** Words for shards that are not what their manifest says. */
final class Altered {

  private static final String NEXT = "it was altered or cut short after it was made; prepare again";

  private Altered() {}

  static ShardException missing(URI file) {
    return new ShardException(
        "Cannot read shard: file=%s; the manifest names it and it is not there; prepare again"
            .formatted(file));
  }

  static ShardException length(URI file, long expected, long found) {
    return new ShardException(
        "Cannot read shard: file=%s; expected %d bytes, found %d; %s"
            .formatted(file, expected, found, NEXT));
  }

  static ShardException checksum(URI file, String expected, String found) {
    return new ShardException(
        "Cannot read shard: file=%s; expected SHA-256 %s, found %s; %s"
            .formatted(file, expected, found, NEXT));
  }

  static ShardException content(URI file, String place, Exception cause) {
    return new ShardException(
        "Cannot read shard: file=%s; expected whole packs in %s, found: %s; %s"
            .formatted(file, place, firstLine(cause), NEXT),
        cause);
  }

  private static String firstLine(Exception cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("nothing");
  }
}

package dev.heddle.jobs.prepare;

import dev.heddle.data.split.Side;
import dev.heddle.data.split.StableHash;

/**
 * Documents as numbers: 62 bits of the hash of the id, and above them the side. In ascending order
 * come all of training before all of validation, and within a side documents in the order of their
 * hashes; so of several copies the least one is the one to keep.
 *
 * <p>Among a hundred million documents the chance that any two share a number is one in a thousand;
 * what happens then is that a duplicate takes an unrelated document along.
 */
final class DocumentReference {

  private static final long SIDE = 1L << 62;
  private static final long HASH_SEED = 0x6865_6464_6c65L;

  private DocumentReference() {}

  /** The hash of an id, 0 to 2^62 − 1. */
  static long of(String id) {
    return StableHash.of(id, HASH_SEED) >>> 2;
  }

  static long of(String id, Side side) {
    return side == Side.VALIDATION ? of(id) | SIDE : of(id);
  }

  /** Where a reference, or any other hash, belongs; the side makes no difference. */
  static int partition(long reference, int partitions) {
    return Math.floorMod(reference & ~SIDE, partitions);
  }
}

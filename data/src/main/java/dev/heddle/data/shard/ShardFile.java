package dev.heddle.data.shard;

import java.io.Serializable;
import java.util.List;

/**
 * What a manifest says about one shard.
 *
 * @param name of the file, relative to the manifest's folder
 * @param length bytes
 * @param sha256 of the whole file, lower-case hexadecimal
 * @param packs samples in it
 * @param sequences sequences in them
 * @param tokens tokens in them
 * @param rowGroups packs of each Parquet row group; a row group is what is read at once
 */
public record ShardFile(
    String name,
    long length,
    String sha256,
    long packs,
    long sequences,
    long tokens,
    List<Integer> rowGroups)
    implements Serializable {

  public ShardFile {
    rowGroups = List.copyOf(rowGroups);
  }
}

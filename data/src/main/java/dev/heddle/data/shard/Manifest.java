package dev.heddle.data.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a folder of shards holds, {@value #FILE} in the folder. It is written last: a folder without
 * it is unfinished.
 *
 * @param schemaVersion of this record and of the shards' columns; {@value #SCHEMA_VERSION}
 * @param createdBy program and version
 * @param tokenizerFingerprint of the tokenizer that made the ids
 * @param vocabularySize all ids are below it
 * @param maxSeqLength tokens at most, of what the layout says
 * @param sourceFingerprint of the corpus and the settings of the preparation; equal means that
 *     preparing again would give the same shards
 * @param layout what samples look like
 * @param splits train and validation
 * @param labels names of the classes in the order of their numbers; empty for text without labels
 * @param preparation counts of what was read, dropped and kept on the way, by name
 * @param added how columns came about that were written beside finished samples, such as the
 *     teacher that filled them; empty without
 */
public record Manifest(
    int schemaVersion,
    String createdBy,
    String tokenizerFingerprint,
    int vocabularySize,
    int maxSeqLength,
    String sourceFingerprint,
    SampleLayout layout,
    Splits splits,
    List<String> labels,
    Map<String, Long> preparation,
    Map<String, String> added) {

  public static final int SCHEMA_VERSION = 3;
  public static final String FILE = "manifest.json";

  /** Copies the list. */
  public Manifest {
    labels = List.copyOf(labels);
  }

  /** Of samples as a preparation makes them. */
  public Manifest(
      int schemaVersion,
      String createdBy,
      String tokenizerFingerprint,
      int vocabularySize,
      int maxSeqLength,
      String sourceFingerprint,
      SampleLayout layout,
      Splits splits,
      List<String> labels,
      Map<String, Long> preparation) {
    this(
        schemaVersion,
        createdBy,
        tokenizerFingerprint,
        vocabularySize,
        maxSeqLength,
        sourceFingerprint,
        layout,
        splits,
        labels,
        preparation,
        Map.of());
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** The two parts of a corpus; no document is in both. */
  public record Splits(Split train, Split validation) {}

  /**
   * Tokens that a sample of training has room for; where each of its sequences has {@link
   * #maxSeqLength} for itself, on average.
   */
  public int sampleRoom() {
    Split train = splits.train();
    boolean isShared = layout.bound() == LengthBound.SAMPLE || train.packs() == 0;
    double sequences = isShared ? 1 : (double) train.sequences() / train.packs();
    return (int) Math.ceil(maxSeqLength * sequences);
  }

  /** Reads and checks the manifest of a folder. */
  public static Manifest read(Storage storage, URI folder) {
    URI file = Storage.below(folder, FILE);
    if (!storage.exists(file)) {
      throw new ShardException(
          "Cannot open shards: folder=%s; it has no %s, so its preparation did not finish; prepare again"
              .formatted(folder, FILE));
    }
    return parse(storage.read(file), file);
  }

  /** Writes the manifest of a folder, after everything else in it. */
  public void write(Storage storage, URI folder) {
    storage.replace(Storage.below(folder, FILE), json());
  }

  /** Checks the version before anything else, since other versions have other keys. */
  private static Manifest parse(byte[] json, URI file) {
    try {
      JsonNode tree = JSON.readTree(json);
      int version = tree.path("schema_version").asInt(-1);
      if (version != SCHEMA_VERSION) {
        throw new ShardException(
            "Cannot open shards: schema_version=%d in %s; this Heddle reads %d; prepare again"
                .formatted(version, file, SCHEMA_VERSION));
      }
      return JSON.treeToValue(tree, Manifest.class);
    } catch (IOException failure) {
      throw new ShardException(
          "Cannot open shards: file=%s; it is not a whole manifest; prepare again".formatted(file),
          failure);
    }
  }

  /** The file's content, UTF-8. */
  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException failure) {
      throw new StorageException("Cannot write manifest: " + failure.getOriginalMessage(), failure);
    }
  }
}

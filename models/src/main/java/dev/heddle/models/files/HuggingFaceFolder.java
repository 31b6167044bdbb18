package dev.heddle.models.files;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model as {@code transformers} loads it from a folder: weights, config, tokenizer, model card.
 *
 * @param weights of the whole model, in the type in which they are to be stored
 * @param config the content of {@code config.json}; its {@code dtype} is set to the weights'
 * @param source whose tokenizer and generation settings are copied
 * @param card the text of {@code README.md}, if there is to be one
 * @param maxShardBytes a file's data at most; more is spread over several files with an index
 */
public record HuggingFaceFolder(
    List<NamedTensor> weights,
    ObjectNode config,
    Optional<URI> source,
    Optional<String> card,
    long maxShardBytes) {
  /** What transformers 5 puts into one file. */
  public static final long MAX_SHARD_BYTES = 50_000_000_000L;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Pattern WEIGHTS =
      Pattern.compile("model(-\\d{5}-of-\\d{5})?\\.safetensors(\\.index\\.json)?");
  private static final Map<TensorType, String> DTYPES =
      Map.of(
          TensorType.F32, "float32",
          TensorType.F16, "float16",
          TensorType.BF16, "bfloat16");

  public HuggingFaceFolder {
    weights = List.copyOf(weights);
  }

  /** With files of the usual size. */
  public HuggingFaceFolder(
      List<NamedTensor> weights, ObjectNode config, Optional<URI> source, Optional<String> card) {
    this(weights, config, source, card, MAX_SHARD_BYTES);
  }

  /**
   * Writes into a folder that exists, such as a run's output, replacing files one by one, the
   * weights first. Each file is at any time its old or its new self; a process that dies in between
   * leaves some old and some new, and writing again completes them. Weights that were there under
   * other names, as shards or as one file, are deleted last.
   */
  public void writeInto(Storage storage, URI folder) {
    storage.createFolders(folder);
    ShardPlan plan = ShardPlan.of(weights, maxShardBytes);
    Map<String, byte[]> small = smallFiles(storage);
    plan.index().ifPresent(index -> small.put(ShardIndex.FILE, json(index(index))));
    plan.files()
        .forEach(
            (name, tensors) ->
                storage.replace(
                    Storage.below(folder, name),
                    stream -> SafetensorsWriter.write(stream, tensors, SafetensorsWriter.PYTORCH)));
    small.forEach((name, content) -> storage.replace(Storage.below(folder, name), content));
    Set<String> written = new HashSet<>(plan.files().keySet());
    written.addAll(small.keySet());
    deleteOtherWeights(storage, folder, written);
  }

  private static void deleteOtherWeights(Storage storage, URI folder, Set<String> written) {
    for (FileStatus file : storage.list(folder)) {
      if (WEIGHTS.matcher(file.name()).matches() && !written.contains(file.name())) {
        storage.delete(file.uri());
      }
    }
  }

  private ObjectNode index(ShardIndex index) {
    long bytes = weights.stream().mapToLong(tensor -> tensor.info().bytes()).sum();
    long elements = weights.stream().mapToLong(tensor -> tensor.info().elements()).sum();
    return index.json(bytes, elements);
  }

  private Map<String, byte[]> smallFiles(Storage storage) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(ModelConfig.FILE, json(typedConfig()));
    card.ifPresent(text -> files.put(ModelCard.FILE, text.getBytes(StandardCharsets.UTF_8)));
    source.stream()
        .flatMap(
            from ->
                Stream.concat(
                    TokenizerFiles.in(storage, from).stream(),
                    CarriedFiles.ofModel(storage, from).stream()))
        .forEach(file -> files.put(file.name(), storage.read(file.uri())));
    return files;
  }

  /** The config with the type that most of the weights have. */
  private ObjectNode typedConfig() {
    ObjectNode typed = config.deepCopy();
    weights.stream()
        .map(NamedTensor::info)
        .filter(info -> info.type().isFloat())
        .collect(groupingBy(TensorInfo::type, summingLong(TensorInfo::elements)))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(most -> typed.put("dtype", DTYPES.get(most.getKey())));
    return typed;
  }

  private static byte[] json(JsonNode content) {
    try {
      return JSON.writeValueAsBytes(content);
    } catch (IOException impossible) {
      throw new IllegalStateException("Cannot write JSON: " + content, impossible);
    }
  }
}

package dev.heddle.models.files;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.storage.Content;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Publication;
import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model as {@code transformers} loads it from a folder: weights, config, tokenizer, model card.
 *
 * @param weights of the whole model, in the type in which they are to be stored
 * @param config the content of {@code config.json}
 * @param tokenizerFolder whose tokenizer files are copied
 * @param card the text of {@code README.md}, if there is to be one
 */
public record HuggingFaceFolder(
    List<NamedTensor> weights,
    ObjectNode config,
    Optional<URI> tokenizerFolder,
    Optional<String> card) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String WEIGHTS = "model.safetensors";

  public HuggingFaceFolder {
    weights = List.copyOf(weights);
  }

  /**
   * Writes a folder that appears as a whole.
   *
   * @param target must not exist
   */
  public void publish(Storage storage, URI target) {
    try (Publication publication = storage.stage(target)) {
      create(storage, Storage.below(publication.folder(), WEIGHTS), this::writeWeights);
      smallFiles(storage)
          .forEach(
              (name, content) ->
                  create(
                      storage,
                      Storage.below(publication.folder(), name),
                      stream -> stream.write(content)));
      publication.publish();
    }
  }

  /**
   * Writes into a folder that exists, such as a run's output, replacing files one by one, the
   * weights first. Each file is at any time its old or its new self; a process that dies in between
   * leaves some old and some new, and writing again completes them.
   */
  public void writeInto(Storage storage, URI folder) {
    storage.createFolders(folder);
    storage.replace(Storage.below(folder, WEIGHTS), this::writeWeights);
    smallFiles(storage)
        .forEach((name, content) -> storage.replace(Storage.below(folder, name), content));
  }

  private Map<String, byte[]> smallFiles(Storage storage) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("config.json", json());
    card.ifPresent(text -> files.put("README.md", text.getBytes(StandardCharsets.UTF_8)));
    tokenizerFolder.ifPresent(
        source -> {
          for (FileStatus file : TokenizerFiles.in(storage, source)) {
            files.put(file.name(), storage.read(file.uri()));
          }
        });
    return files;
  }

  private byte[] json() {
    try {
      return JSON.writeValueAsBytes(config);
    } catch (IOException impossible) {
      throw new IllegalStateException("Cannot write config.json", impossible);
    }
  }

  private void writeWeights(OutputStream stream) throws IOException {
    SafetensorsWriter.write(stream, weights, SafetensorsWriter.PYTORCH);
  }

  private static void create(Storage storage, URI file, Content content) {
    try (OutputStream stream = storage.create(file)) {
      content.writeTo(stream);
    } catch (IOException failure) {
      throw new StorageException(
          "Cannot write model: file=" + file + "; " + failure.getMessage(), failure);
    }
  }
}

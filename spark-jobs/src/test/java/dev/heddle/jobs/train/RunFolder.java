package dev.heddle.jobs.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run left in its output folder. */
public record RunFolder(Path path) {
  private static final ObjectMapper json = new ObjectMapper();
  private static final String LOG = "trainer_log.jsonl";
  private static final String CHECKPOINT = "checkpoint-";

  /** Losses of the training log by step, each as the log writes it. */
  public Map<Long, String> losses() throws IOException {
    Map<Long, String> losses = new TreeMap<>();
    for (String line : Files.readAllLines(path.resolve(LOG))) {
      JsonNode entry = json.readTree(line);
      if (entry.has("loss")) {
        losses.put(entry.get("current_steps").asLong(), entry.get("loss").toString());
      }
    }
    return losses;
  }

  /** Whether the training log has losses of more steps than this. */
  public boolean hasLogged(int steps) throws IOException {
    return Files.exists(path.resolve(LOG)) && losses().size() > steps;
  }

  /** One of the folder's JSON files. */
  public JsonNode json(String name) throws IOException {
    return json.readTree(path.resolve(name).toFile());
  }

  /** Names of what lies in the folder, sorted; hidden files left out. */
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** Steps of the published checkpoints, ascending; none if the folder is not there yet. */
  public List<Long> checkpoints() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    return names().stream()
        .filter(name -> name.startsWith(CHECKPOINT))
        .map(name -> Long.valueOf(name.substring(CHECKPOINT.length())))
        .sorted()
        .toList();
  }

  /** The folder of a checkpoint. */
  public Path checkpoint(long step) {
    return path.resolve(CHECKPOINT + step);
  }

  /** SHA-256 of a checkpoint's weights and optimizer state. */
  public List<String> hashes(long step) throws IOException {
    return List.of(
        sha256(checkpoint(step).resolve("model.safetensors")),
        sha256(checkpoint(step).resolve("optimizer.safetensors")));
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

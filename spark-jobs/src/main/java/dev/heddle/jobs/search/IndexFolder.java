package dev.heddle.jobs.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.files.NamedTensor;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.SafetensorsWriter;
import dev.heddle.storage.Publication;
import dev.heddle.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index on disk: {@code vectors.safetensors}, and in {@code places.jsonl} a line for each
 * vector. It says which model made it, and counts for no other.
 */
final class IndexFolder {

  /** Name of the folder in a run's output. */
  static final String NAME = "search-index";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VECTORS = "vectors.safetensors";
  private static final String PLACES = "places.jsonl";
  private static final String TENSOR = "vectors";
  private static final String MODEL = "model";

  private final Storage storage;
  private final URI folder;

  IndexFolder(Storage storage, URI output) {
    this.storage = storage;
    this.folder = Storage.below(output, NAME);
  }

  /** The index, if there is one that this model made. */
  Optional<SearchIndex> find(String model) {
    URI file = Storage.below(folder, VECTORS);
    if (!storage.exists(file)) {
      return Optional.empty();
    }
    try (SafetensorsReader reader = SafetensorsReader.open(storage, file)) {
      if (!model.equals(reader.header().metadata().get(MODEL))) {
        return Optional.empty();
      }
      int elements = Math.toIntExact(reader.info(TENSOR).elements());
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.multiplyExact(elements, Float.BYTES))
              .order(ByteOrder.LITTLE_ENDIAN);
      reader.readFloats(TENSOR, bytes);
      float[] vectors = new float[elements];
      bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vectors);
      return Optional.of(new SearchIndex(vectors, places()));
    }
  }

  /** Puts an index in the place of what is there. */
  void write(SearchIndex index, int width, String model) {
    storage.delete(folder);
    try (Publication publication = storage.stage(folder);
        OutputStream vectors = storage.create(Storage.below(publication.folder(), VECTORS))) {
      long[] shape = {index.places().size(), width};
      NamedTensor tensor = NamedTensor.floats(TENSOR, shape, () -> bytes(index.vectors()));
      SafetensorsWriter.write(vectors, List.of(tensor), Map.of(MODEL, model));
      vectors.close();
      storage.replace(Storage.below(publication.folder(), PLACES), lines(index.places()));
      publication.publish();
    } catch (IOException failure) {
      throw new SearchException(
          "Cannot write index: folder=%s; %s".formatted(folder, failure), failure);
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                storage.open(Storage.below(folder, PLACES)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        places.add(JSON.readValue(line, Place.class));
      }
      return places;
    } catch (IOException failure) {
      throw new SearchException(
          "Cannot read index: folder=%s; %s; delete it, it will be made again"
              .formatted(folder, failure),
          failure);
    }
  }

  private static byte[] lines(List<Place> places) throws JsonProcessingException {
    StringBuilder lines = new StringBuilder();
    for (Place place : places) {
      lines.append(JSON.writeValueAsString(place)).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }
}

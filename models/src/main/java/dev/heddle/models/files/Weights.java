package dev.heddle.models.files;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.Model;
import dev.heddle.models.engine.HostView;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between named fp32 arrays and safetensors files. */
public final class Weights {
  private static final Logger LOG = LoggerFactory.getLogger(Weights.class);

  private Weights() {}

  /** What to do with tensors of a file that nobody asks for. */
  public enum Extras {
    /** They are an error, as when a run resumes. */
    REFUSE,
    /** They are named in a warning, as when a published model has heads of other tasks. */
    SKIP
  }

  /** A model's parameters by name, in its order; tied ones once. */
  public static Map<String, NDArray> of(Model model) {
    return model.parameters().stream()
        .collect(
            Collectors.toMap(
                Parameter::name, Parameter::value, (first, second) -> first, LinkedHashMap::new));
  }

  /** Views of fp32 arrays, ready to be written. */
  public static List<NamedTensor> tensors(Map<String, NDArray> arrays) {
    return arrays.entrySet().stream()
        .map(
            entry ->
                new NamedTensor(
                    TensorInfo.of(
                        entry.getKey(), TensorType.F32, entry.getValue().getShape().getShape()),
                    () -> HostView.parts(entry.getValue())))
        .toList();
  }

  /**
   * Copies a file's tensors into arrays of the same names; 16-bit floats are widened. Nothing is
   * copied unless everything fits.
   *
   * @throws SafetensorsException naming all tensors that are missing or have another shape, and
   *     with {@link Extras#REFUSE} those that are unexpected
   */
  public static void load(
      StoredTensors file, Map<String, NDArray> arrays, TensorEngine engine, Extras extras) {
    check(file, arrays, extras);
    arrays.forEach((name, array) -> read(file, name, array, engine));
  }

  /** Copies a tensor into the first elements of an fp32 array that has as many or more. */
  static void read(StoredTensors file, String tensor, NDArray array, TensorEngine engine) {
    long bytes = file.find(tensor).orElseThrow().elements() * Float.BYTES;
    HostView.edit(
        engine,
        array,
        (first, memory) -> {
          long count = Math.min(memory.remaining(), bytes - first);
          if (count > 0) {
            memory.limit(memory.position() + (int) count);
            file.readFloats(tensor, first / Float.BYTES, memory);
          }
        });
  }

  private static void check(StoredTensors file, Map<String, NDArray> arrays, Extras extras) {
    List<String> problems = new ArrayList<>();
    Set<String> missing = new TreeSet<>();
    List<String> misshapen = new ArrayList<>();
    arrays.forEach(
        (name, array) -> {
          Optional<TensorInfo> info = file.find(name);
          if (info.isEmpty()) {
            missing.add(name);
          } else if (!info.get().shape().equals(shape(array))) {
            misshapen.add(
                "%s %s where %s is needed".formatted(name, info.get().shape(), shape(array)));
          }
        });
    note(problems, "missing", missing);
    note(problems, "of another shape", misshapen);
    noteExtras(problems, unexpected(file, arrays), extras);
    if (!problems.isEmpty()) {
      throw new SafetensorsException(
          "Cannot load weights: file=%s; %s; use the config that belongs to the file"
              .formatted(file.name(), String.join("; ", problems)));
    }
  }

  private static Set<String> unexpected(StoredTensors file, Map<String, NDArray> arrays) {
    return file.tensors().stream()
        .map(TensorInfo::name)
        .filter(name -> !arrays.containsKey(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void noteExtras(List<String> problems, Set<String> unexpected, Extras extras) {
    if (extras == Extras.REFUSE) {
      note(problems, "unexpected", unexpected);
    } else if (!unexpected.isEmpty()) {
      LOG.warn("Skipped tensors that the model does not have: {}", unexpected);
    }
  }

  private static void note(List<String> problems, String what, Iterable<String> names) {
    if (names.iterator().hasNext()) {
      problems.add(what + ": " + String.join(", ", names));
    }
  }

  private static List<Long> shape(NDArray array) {
    return Arrays.stream(array.getShape().getShape()).boxed().toList();
  }
}

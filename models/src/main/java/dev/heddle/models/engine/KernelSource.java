package dev.heddle.models.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The TorchScript text of all kernels. A resource holds methods {@code def name(self, x: Tensor,
 * …)} at column 0; they become the methods of one module. TorchScript's own parser knows no {@code
 * torch.float32}, so these names turn into the numbers it expects.
 *
 * @param text a class definition, ready to be compiled
 * @param names the kernels it defines, in order
 */
record KernelSource(String text, List<String> names) {
  /** PyTorch's numbers of the scalar types that kernels name. */
  static final Map<String, Long> SCALAR_TYPES =
      Map.of(
          "torch.int16",
          2L,
          "torch.int64",
          4L,
          "torch.float32",
          6L,
          "torch.float64",
          7L,
          "torch.bool",
          11L,
          "torch.bfloat16",
          15L);

  private static final String HEADER =
      """
      class K(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;
  private static final Pattern DEFINITION =
      Pattern.compile("^def (\\w+)\\(\\s*self\\b", Pattern.MULTILINE);

  /** Collects the sources of every library on the class path. */
  static KernelSource collect() {
    Map<String, String> owners = new TreeMap<>();
    StringBuilder text = new StringBuilder(HEADER);
    List<String> names = new ArrayList<>();
    for (KernelLibrary library : ServiceLoader.load(KernelLibrary.class)) {
      for (String resource : library.resources()) {
        String source = read(library, resource);
        for (String name : definitions(source)) {
          refuseSecond(name, owners.putIfAbsent(name, resource), resource);
          names.add(name);
        }
        text.append(source.indent(2));
      }
    }
    return new KernelSource(withScalarTypes(text.toString()), List.copyOf(names));
  }

  private static String read(KernelLibrary library, String resource) {
    try (InputStream in = library.getClass().getResourceAsStream(resource)) {
      if (in == null) {
        throw new KernelException(
            "Cannot compile kernels: resource=%s; %s names it but its jar does not hold it; correct the list"
                .formatted(resource, library.getClass().getName()));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> definitions(String source) {
    return DEFINITION.matcher(source).results().map(found -> found.group(1)).toList();
  }

  private static void refuseSecond(String name, String owner, String resource) {
    if (owner != null) {
      throw new KernelException(
          "Cannot compile kernels: name=%s; it stands in %s and in %s; rename one"
              .formatted(name, owner, resource));
    }
  }

  private static String withScalarTypes(String text) {
    return Pattern.compile("\\btorch\\.(int16|int64|float32|float64|bool|bfloat16)\\b")
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(SCALAR_TYPES.get(found.group()).toString()));
  }
}

package dev.heddle.peft.engine;

import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import java.util.List;
import java.util.stream.Stream;

/**
 * Heads that are trained as they are because they are new: those of classifiers. PEFT trains the
 * modules {@code classifier} and {@code score}; families whose heads have further layers get those
 * too, and layers that files of other tasks may lack, such as a pooler: they are drawn and would be
 * lost.
 */
public final class TaskHeads {
  private static final List<String> OF_CLASSIFIERS = List.of("classifier", "score");

  private TaskHeads() {}

  /** Ends of the paths of such modules; none where the head belongs to the pretrained model. */
  public static List<String> of(Model model) {
    boolean isClassifier =
        model.task() instanceof Task.SequenceClassification
            || model.task() instanceof Task.TokenClassification;
    if (!isClassifier) {
      return List.of();
    }
    ArchitectureProvider<?> architecture = Architectures.ofModelType(model.modelType());
    String body = architecture.baseModelPrefix() + ".";
    List<String> names = model.parameters().stream().map(Parameter::name).toList();
    Stream<String> outside =
        names.stream()
            .filter(name -> !name.startsWith(body))
            .map(name -> name.substring(0, name.indexOf('.')));
    Stream<String> absent =
        names.stream()
            .filter(architecture::mayBeAbsent)
            .map(name -> name.substring(0, name.lastIndexOf('.')));
    return Stream.of(OF_CLASSIFIERS.stream(), outside, absent)
        .flatMap(stream -> stream)
        .distinct()
        .toList();
  }
}

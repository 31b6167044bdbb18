package dev.heddle.trainer.loop;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.Model;
import dev.heddle.models.files.Weights;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.peft.Adapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run trains.
 *
 * @param model the model
 * @param adapter what a method has added to it; then this is all that is stored of the model
 * @param own layers that the objective has besides, such as a temperature; if any
 */
record Trained(Model model, Optional<Adapter> adapter, Optional<Layer> own) {

  /** All parameters in a fixed order: the model's, then the objective's. */
  List<Parameter> parameters() {
    return Stream.concat(model.parameters().stream(), ownParameters().stream()).toList();
  }

  /** What is stored of the model, by the names of its file. */
  Map<String, NDArray> weights() {
    return adapter.map(Adapter::weights).orElseGet(() -> Weights.of(model));
  }

  /** The parameters of the objective's own layers. */
  List<Parameter> ownParameters() {
    return own.map(Layer::parameters).orElse(List.of());
  }

  /** Those that gradients are computed for. */
  List<Parameter> trainable() {
    return parameters().stream().filter(Parameter::isTrainable).toList();
  }
}

package dev.heddle.jobs.evaluate;

import dev.heddle.jobs.run.AdaptedModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Bf16;
import dev.heddle.trainer.Bf16.DeviceKind;
import java.net.URI;

/** A model in Hugging Face's layout, or an adapter, with the head it was stored with. */
final class StoredModel {
  private final AdaptedModel stored;

  private StoredModel(AdaptedModel stored) {
    this.stored = stored;
  }

  static StoredModel open(Storage storage, URI folder) {
    return new StoredModel(AdaptedModel.open(storage, folder));
  }

  /** The folder that a file is in: the adapter's, or that of the model it changes. */
  URI having(String file) {
    return stored.having(file);
  }

  /** The model on an engine; the caller closes it. */
  Model load(TensorEngine engine, Bf16 bf16) {
    DeviceKind device = engine.device().isGpu() ? DeviceKind.CUDA : DeviceKind.CPU;
    Precision precision = bf16.isOn(device) ? Precision.BF16 : Precision.FP32;
    // Nothing is drawn: all values are stored, so the seed does not matter.
    return stored.load(
        new ModelRequest(stored.model().vocabulary(), stored.task(), engine, precision, 0));
  }
}

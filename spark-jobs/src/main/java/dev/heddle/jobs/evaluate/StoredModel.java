package dev.heddle.jobs.evaluate;

import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Bf16;
import dev.heddle.trainer.Bf16.DeviceKind;
import java.net.URI;

/** A model in Hugging Face's layout, with the head it was stored with. */
final class StoredModel {
  private final ModelFolder folder;

  private StoredModel(ModelFolder folder) {
    this.folder = folder;
  }

  static StoredModel open(Storage storage, URI folder) {
    return new StoredModel(ModelFolder.open(storage, folder));
  }

  /** The model on an engine; the caller closes it. */
  Model load(TensorEngine engine, Bf16 bf16) {
    DeviceKind device = engine.device().isGpu() ? DeviceKind.CUDA : DeviceKind.CPU;
    Precision precision = bf16.isOn(device) ? Precision.BF16 : Precision.FP32;
    // Nothing is drawn: all values are stored, so the seed does not matter.
    return folder.load(
        new ModelRequest(folder.vocabulary(), folder.config().task(), engine, precision, 0));
  }
}

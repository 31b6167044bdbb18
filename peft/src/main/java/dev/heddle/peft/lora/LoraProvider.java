package dev.heddle.peft.lora;

import dev.heddle.peft.AdapterFolder;
import dev.heddle.peft.Method;
import dev.heddle.peft.MethodProvider;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.Optional;

/** {@code peft: {type: lora}}. */
public final class LoraProvider implements MethodProvider<LoraSettings> {

  @Override
  public String name() {
    return "lora";
  }

  @Override
  public Class<LoraSettings> settingsType() {
    return LoraSettings.class;
  }

  @Override
  public String peftType() {
    return "LORA";
  }

  @Override
  public Method create(LoraSettings settings, Storage storage) {
    return settings
        .path()
        .map(path -> stored(storage, storage.resolve(path)))
        .orElseGet(() -> new Lora(LoraPlan.of(settings), Optional.empty()));
  }

  @Override
  public Method stored(Storage storage, URI folder) {
    AdapterFolder found = AdapterFolder.open(storage, folder);
    return new Lora(LoraConfig.plan(found), Optional.of(found));
  }
}

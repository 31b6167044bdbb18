package dev.heddle.peft;

import dev.heddle.configs.Variant;
import dev.heddle.storage.Storage;
import java.net.URI;

/**
 * Makes a method from the section {@code peft} of the run file. Registered in {@code
 * META-INF/services/dev.heddle.peft.MethodProvider}; {@link #name} is what {@code peft.type} says.
 *
 * @param <S> the settings that the section binds to
 */
public interface MethodProvider<S extends Record> extends Variant<S> {

  /**
   * Makes the method.
   *
   * @param storage reaches what the settings name
   * @throws IllegalArgumentException with a message for the user, when it is not there
   */
  Method create(S settings, Storage storage);

  /** What {@code peft_type} says in the folders of this method, such as {@code LORA}. */
  String peftType();

  /**
   * The method whose result is stored in a folder, with the stored values.
   *
   * @throws AdapterException when the folder asks for something that is not computed
   */
  Method stored(Storage storage, URI folder);
}

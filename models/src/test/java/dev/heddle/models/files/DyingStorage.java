package dev.heddle.models.files;

import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * A storage whose process dies at one of its changes: that one and all later ones do not happen.
 */
final class DyingStorage {

  private static final Set<String> CHANGES =
      Set.of("create", "append", "replace", "delete", "createFolders", "stage");

  private final Storage real;
  private int changesLeft;

  private DyingStorage(Storage real, int changes) {
    this.real = real;
    this.changesLeft = changes;
  }

  /** Lives for so many changes. */
  static Storage after(int changes, Storage real) {
    DyingStorage dying = new DyingStorage(real, changes);
    return (Storage)
        Proxy.newProxyInstance(
            DyingStorage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> dying.call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    if (CHANGES.contains(method.getName()) && changesLeft-- <= 0) {
      throw new StorageException("killed at " + method.getName());
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}

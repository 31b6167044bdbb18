package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/** A publication by {@link Renaming#publish}. */
final class StagedFolder implements Publication {

  private final Storage storage;
  private final Renaming renaming;
  private final URI target;
  private final URI folder;
  private boolean published;

  private StagedFolder(Storage storage, Renaming renaming, URI target) {
    this.storage = storage;
    this.renaming = renaming;
    this.target = target;
    this.folder = sibling(target, prefix(target) + UUID.randomUUID());
  }

  /**
   * @param target without a slash at its end
   */
  static StagedFolder start(Storage storage, Renaming renaming, URI target) {
    if (storage.exists(target)) {
      throw taken(target, new IOException("it exists"));
    }
    StagedFolder staged = new StagedFolder(storage, renaming, target);
    storage.createFolders(staged.folder);
    return staged;
  }

  /** How the names of all temporary folders of a target begin. */
  static String prefix(URI target) {
    String path = target.getPath();
    return "_temporary-" + path.substring(path.lastIndexOf('/') + 1) + "-";
  }

  private static URI sibling(URI target, String name) {
    return Storage.below(target.resolve("."), name);
  }

  @Override
  public URI folder() {
    return folder;
  }

  @Override
  public URI target() {
    return target;
  }

  @Override
  public void publish() {
    try {
      renaming.publish(folder, target);
      published = true;
    } catch (IOException failure) {
      throw storage.exists(target)
          ? taken(target, failure)
          : Failures.explain("publish folder", target, failure);
    }
  }

  @Override
  public void close() {
    if (!published) {
      storage.delete(folder);
    }
  }

  private static StorageException taken(URI target, IOException cause) {
    return new StorageException(
        "Cannot publish folder: %s; it exists already; delete it or choose another name"
            .formatted(target),
        cause);
  }
}

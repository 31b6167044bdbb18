package dev.heddle.storage;

/** Another process, or another run in this one, already writes to the folder. */
public final class FolderInUse extends StorageException {

  public FolderInUse(String message) {
    super(message);
  }
}

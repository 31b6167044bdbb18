package dev.heddle.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Elements that are known to exist only once they have been read.
 *
 * @param <T> what is read
 */
public abstract class LookAhead<T> implements Iterator<T> {
  private Optional<T> ahead = Optional.empty();
  private boolean isFinished;

  /** The next element; empty at the end, after which it is not asked again. */
  protected abstract Optional<T> read();

  /** Ends the elements behind the one that was looked at already. */
  protected final void finish() {
    isFinished = true;
  }

  @Override
  public final boolean hasNext() {
    if (ahead.isEmpty() && !isFinished) {
      ahead = read();
      isFinished = ahead.isEmpty();
    }
    return ahead.isPresent();
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T element = ahead.orElseThrow();
    ahead = Optional.empty();
    return element;
  }
}

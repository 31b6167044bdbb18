package dev.heddle.trainer.tracking;

/**
 * A checkpoint was published.
 *
 * @param step optimizer steps it holds
 * @param path URI of its folder
 * @param seconds wall time from the first byte to the publishing rename
 */
public record CheckpointLog(long step, String path, double seconds) implements TrackingEvent {

  @Override
  public void deliverTo(Tracker tracker) {
    tracker.checkpointed(this);
  }
}

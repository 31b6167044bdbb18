package dev.heddle.jobs.session;

/**
 * What has come to the driver so far.
 *
 * @param executors that registered and are alive
 * @param slots tasks that they run at the same time
 */
record Registered(int executors, int slots) {
  @Override
  public String toString() {
    return count(executors, "executor") + " with " + count(slots, "slot");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}

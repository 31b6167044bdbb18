package dev.heddle.jobs.train;

import dev.heddle.trainer.collectives.GroupTicket;
import dev.heddle.trainer.tracking.channel.EventAddress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * What the driver sends to every worker. Settings travel as text and are bound again over there, so
 * that the records of third-party objectives need not be serialisable.
 *
 * @param title the run's name
 * @param settings the run's settings, every value in the open
 * @param overrides of the settings: where this attempt resumes from
 * @param resolved the settings for people
 * @param place where the run reads and writes
 * @param environment versions and machine, for the report
 * @param events where rank 0 tells what happens
 * @param ticket lets a worker into the group of this attempt
 */
record WorkerPlan(
    String title,
    String settings,
    ArrayList<String> overrides,
    String resolved,
    RunPlace place,
    TreeMap<String, String> environment,
    EventAddress events,
    GroupTicket ticket)
    implements Serializable {

  /** Without the settings, which may hold secrets. */
  @Override
  public String toString() {
    return title + ", attempt " + ticket.generation();
  }
}

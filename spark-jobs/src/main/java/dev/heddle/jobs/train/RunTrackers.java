package dev.heddle.jobs.train;

import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.Reporter;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.tracking.Tracker;
import dev.heddle.trainer.tracking.TrackerSequence;
import dev.heddle.trainer.tracking.Trackers;
import dev.heddle.trainer.tracking.console.ConsoleProgress;
import dev.heddle.trainer.tracking.files.JsonlTracker;
import dev.heddle.trainer.tracking.files.ResultFiles;
import dev.heddle.trainer.tracking.report.ReportTracker;
import java.util.ArrayList;
import java.util.List;

/**
 * Who watches a run. The training log is always written, since results and report are made from it;
 * these three share a thread so that each line is there when the next one reads.
 */
final class RunTrackers {
  private RunTrackers() {}

  static Trackers of(RunSettings settings, Storage storage, OutputFolder folder) {
    List<Tracker> files = new ArrayList<>();
    files.add(new JsonlTracker(storage, folder.uri()));
    files.add(new ResultFiles(storage, folder.uri()));
    if (settings.reportTo().contains(Reporter.HTML)) {
      files.add(new ReportTracker(storage, folder.uri()));
    }
    return Trackers.of(
        List.of(
            ConsoleProgress.onStandardError(), TrackerSequence.of(files.toArray(Tracker[]::new))));
  }
}

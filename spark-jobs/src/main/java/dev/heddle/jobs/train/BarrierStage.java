package dev.heddle.jobs.train;

import dev.heddle.trainer.loop.WorkerResult;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Runs the workers of one attempt: all of them or none. */
final class BarrierStage {
  private final RunJobs jobs;
  private final int workers;

  BarrierStage(RunJobs jobs, int workers) {
    this.jobs = jobs;
    this.workers = workers;
  }

  /**
   * Runs the stage to its end. If a worker fails Spark ends the others, and its exception comes
   * from here once they have ended.
   *
   * @return what rank 0 says
   */
  WorkerResult run(WorkerPlan plan) {
    try {
      return collect(plan);
    } finally {
      jobs.awaitTasks();
    }
  }

  private WorkerResult collect(WorkerPlan plan) {
    List<Integer> ranks = IntStream.range(0, workers).boxed().toList();
    ClassTag<WorkerResult> type = ClassTag$.MODULE$.apply(WorkerResult.class);
    RDD<WorkerResult> results =
        jobs.spark()
            .parallelize(ranks, workers)
            .rdd()
            .barrier()
            .mapPartitions(new WorkerTask(plan), false, type);
    return results.toJavaRDD().collect().get(0);
  }
}

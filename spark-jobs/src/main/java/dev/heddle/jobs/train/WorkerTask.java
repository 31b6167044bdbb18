package dev.heddle.jobs.train;

import dev.heddle.configs.RunFile;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.jobs.prepare.PreparedCorpus;
import dev.heddle.jobs.run.ModelSource;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.AssignedDevice;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.trainer.collectives.Collectives;
import dev.heddle.trainer.collectives.Rendezvous;
import dev.heddle.trainer.loop.RunIdentity;
import dev.heddle.trainer.loop.Worker;
import dev.heddle.trainer.loop.WorkerContext;
import dev.heddle.trainer.loop.WorkerResult;
import dev.heddle.trainer.tracking.TrackingEvent;
import dev.heddle.trainer.tracking.channel.EventClient;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** One task of the barrier stage: a worker of the run. Its partition is its rank. */
final class WorkerTask extends AbstractFunction1<Iterator<Integer>, Iterator<WorkerResult>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final WorkerPlan plan;

  WorkerTask(WorkerPlan plan) {
    this.plan = plan;
  }

  @Override
  public Iterator<WorkerResult> apply(Iterator<Integer> rank) {
    BarrierTaskContext task = BarrierTaskContext.get();
    WorkerResult result = StopSignal.ofThisProcess().whileWorking(() -> work(task));
    return CollectionConverters.asScala(List.of(result).iterator());
  }

  private WorkerResult work(BarrierTaskContext task) {
    String host = SparkEnv.get().blockManager().blockManagerId().host();
    int threads = threads(task, host);
    try (Rendezvous rendezvous = Rendezvous.bind(host, plan.ticket());
        Collectives group =
            rendezvous.connect(task.partitionId(), address -> List.of(task.allGather(address)));
        Tokenizer tokenizer =
            PreparedCorpus.tokenizer(plan.place().storage(), plan.place().shards())) {
      return task.partitionId() == 0
          ? workAndTell(task, group, tokenizer, threads)
          : Worker.run(context(task, group, tokenizer, threads, event -> {}));
    }
  }

  private WorkerResult workAndTell(
      BarrierTaskContext task, Collectives group, Tokenizer tokenizer, int threads) {
    try (EventClient client = EventClient.to(plan.events())) {
      return Worker.run(context(task, group, tokenizer, threads, client));
    }
  }

  private WorkerContext context(
      BarrierTaskContext task,
      Collectives group,
      Tokenizer tokenizer,
      int threads,
      Consumer<TrackingEvent> events) {
    RunSettings settings = settings(task);
    StopSignal stop = StopSignal.ofThisProcess();
    return new WorkerContext(
        new RunIdentity(
            plan.title(), plan.place().outputDir(), plan.resolved(), plan.environment()),
        settings.trainer(),
        settings.objective(),
        settings.peft(),
        new ModelSource(settings, plan.place().storage(), tokenizer),
        tokenizer,
        Optional.of(plan.place().shards()),
        plan.place().storage(),
        plan.place().shards(),
        group,
        threads,
        events,
        () -> stop.isRequested() || task.isInterrupted());
  }

  /** The run's settings, with the device that Spark chose for this task. */
  private RunSettings settings(BarrierTaskContext task) {
    RunSettings all = bind(plan.overrides());
    DeviceChoice device = AssignedDevice.of(all.trainer().device(), task.resourcesJMap());
    List<String> overrides = new ArrayList<>(plan.overrides());
    overrides.add("trainer.device=" + device);
    return bind(overrides);
  }

  private RunSettings bind(List<String> overrides) {
    return RunFile.ofOpenYaml(plan.title(), plan.settings(), overrides).bind(RunSettings.class);
  }

  private static int threads(BarrierTaskContext task, String host) {
    CoreShare own = new CoreShare(host, SparkEnv.get().executorId());
    List<CoreShare> all = Arrays.stream(task.allGather(own.text())).map(CoreShare::parse).toList();
    return own.threads(all, SparkEnv.get().conf(), Runtime.getRuntime().availableProcessors());
  }
}

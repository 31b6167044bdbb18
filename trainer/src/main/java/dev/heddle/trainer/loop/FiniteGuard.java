package dev.heddle.trainer.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.collectives.Collectives;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends a run whose numbers are no longer finite. The verdict rests on sums over all workers, so all
 * of them come to the same one. Workers whose own loss is not finite save their batches; if it is
 * the gradient alone, all of them do.
 */
final class FiniteGuard {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage;
  private final URI outputDir;
  private final Collectives collectives;

  FiniteGuard(Storage storage, URI outputDir, Collectives collectives) {
    this.storage = storage;
    this.outputDir = outputDir;
    this.collectives = collectives;
  }

  /**
   * Does nothing if loss and norm are finite.
   *
   * @param step the step that these numbers belong to, from 1
   * @param batches this worker's micro-batches
   * @param local their sums
   * @param global the sums over all workers
   * @param norm of the gradient over all workers
   * @throws NonFiniteLoss after the batch is saved
   */
  void check(
      long step,
      List<? extends HostBatch> batches,
      List<LossSums> local,
      LossSums global,
      double norm) {
    if (Double.isFinite(global.loss()) && Double.isFinite(norm)) {
      return;
    }
    boolean isMine = local.stream().anyMatch(sums -> !Double.isFinite(sums.loss()));
    long[] votes = new long[collectives.size()];
    votes[collectives.rank()] = isMine || Double.isFinite(global.loss()) ? 1 : 0;
    long[] culprits = collectives.sum(votes);
    int first = firstOf(culprits);
    if (culprits[collectives.rank()] > 0) {
      storage.replace(file(step, first, collectives.rank()), json(step, batches, local, norm));
    }
    collectives.barrier();
    throw new NonFiniteLoss(step, global.loss(), norm, file(step, first, first));
  }

  private static int firstOf(long[] culprits) {
    int rank = 0;
    while (rank < culprits.length - 1 && culprits[rank] == 0) {
      rank++;
    }
    return rank;
  }

  private URI file(long step, int first, int rank) {
    String suffix = rank == first ? "" : "-rank-" + rank;
    return Storage.below(outputDir, "non_finite-step-" + step + suffix + ".json");
  }

  private byte[] json(
      long step, List<? extends HostBatch> batches, List<LossSums> local, double norm) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int batch = 0; batch < batches.size(); batch++) {
      Map<String, Object> one = new LinkedHashMap<>(batches.get(batch).contents());
      one.put("loss", Double.toString(local.get(batch).loss()));
      all.add(one);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("step", step);
    report.put("rank", collectives.rank());
    report.put("grad_norm", Double.toString(norm));
    report.put("micro_batches", all);
    try {
      return JSON.writeValueAsBytes(report);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("Cannot write a batch as JSON: " + report, failure);
    }
  }
}

package dev.heddle.peft.lora;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.TableUpdate;
import dev.heddle.peft.lora.LinearWeight.Layout;
import dev.heddle.peft.lora.LoraFactors.Magnitude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is added to a frozen table: {@code table + scale · (B A)ᵀ}, of which only the vectors that
 * are looked up are computed; in DoRA each column at its own magnitude.
 */
final class LoraTable extends TableUpdate implements LoraModule {
  private final Site site;
  private final Parameter table;
  private final LoraFactors factors;
  private final Merging merging;

  /** A change of {@code embedding}, which stands at {@code site} and has its values. */
  LoraTable(Site site, Embedding embedding, LoraPlan plan) {
    this.site = site;
    this.table = embedding.weight();
    Optional<NDArray> squares =
        plan.settings().useDora()
            ? Optional.of(site.kernels().call("column_squares", table.value()))
            : Optional.empty();
    this.factors =
        LoraFactors.ofTable(site, table.shape().get(0), table.shape().get(1), plan, squares);
    this.merging = new Merging(site.kernels(), table, Layout.COLUMNS, factors);
    factors.parameters().forEach(this::own);
  }

  @Override
  public NDArray vectors(NDArray ids) {
    return merging.isMerged()
        ? site.kernels().call("embedding", ids, table.value())
        : call("embedding", List.of(ids, table.value()));
  }

  @Override
  public NDArray table() {
    return merging.isMerged() ? table.value() : call("table", List.of(table.value()));
  }

  private NDArray call(String kernel, List<Object> read) {
    List<Object> arguments = new ArrayList<>(read);
    arguments.add(factors.down().value());
    arguments.add(factors.up().value());
    Optional<Magnitude> magnitude = factors.magnitude();
    magnitude.ifPresent(
        each -> {
          arguments.add(each.learnt().value());
          arguments.add(each.squares());
        });
    arguments.add(factors.scale());
    String name = (magnitude.isPresent() ? "dora_" : "lora_") + kernel;
    return site.kernels().call(name, arguments.toArray());
  }

  @Override
  public LoraFactors factors() {
    return factors;
  }

  @Override
  public void merge() {
    merging.merge();
  }

  @Override
  public void unmerge() {
    merging.unmerge();
  }
}

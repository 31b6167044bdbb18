package dev.heddle.models.layers;

import java.util.function.Function;

/** A branch that is still growing, and the site at which its children are built. */
public record Place(Branch branch, Site site) {
  /** A branch below this one. */
  public Place at(String name) {
    return new Place(branch.add(name, new Branch()), site.at(name));
  }

  /** Builds a child. */
  public <T extends Layer> T add(String name, Function<Site, T> make) {
    return branch.add(name, make.apply(site.at(name)));
  }

  /** Builds a replaceable child. */
  public Slot addSlot(String name, Function<Site, ? extends Projection> make) {
    return branch.addSlot(name, make.apply(site.at(name)));
  }

  /** Makes a parameter that stands directly below the branch. */
  public Parameter addParameter(String name, Role role, Initializer first, long... shape) {
    return branch.addParameter(site.parameter(name, role, first, shape));
  }
}

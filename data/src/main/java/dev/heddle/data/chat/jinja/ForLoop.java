package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * A loop. Every turn has names of its own; what an earlier one set is gone.
 *
 * @param filter whether an item has a turn
 * @param otherwise runs if there was no turn
 */
record ForLoop(
    Target target, Expression items, Expression filter, Statement body, Statement otherwise)
    implements Statement {

  @Override
  public Flow run(Scope scope, Output output) {
    List<Object> turns = turns(scope);
    if (turns.isEmpty()) {
      return otherwise.run(scope.inner(), output);
    }
    for (int turn = 0; turn < turns.size(); turn++) {
      Scope inner = scope.inner();
      inner.set("loop", new Loop(turns, turn));
      target.set(inner, turns.get(turn));
      if (body.run(inner, output) == Flow.BREAK) {
        break;
      }
    }
    return Flow.NEXT;
  }

  private List<Object> turns(Scope scope) {
    List<Object> turns = new ArrayList<>();
    for (Object item : Values.items(items.value(scope))) {
      Scope inner = scope.inner();
      target.set(inner, item);
      if (Values.isTrue(filter.value(inner))) {
        turns.add(item);
      }
    }
    return turns;
  }
}

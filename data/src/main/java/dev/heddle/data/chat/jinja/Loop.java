package dev.heddle.data.chat.jinja;

import java.util.List;

/**
 * The variable {@code loop} in one turn.
 *
 * @param items all that is looped over
 * @param index0 the turn, from 0
 */
record Loop(List<Object> items, int index0) {

  Object attribute(String name) {
    int length = items.size();
    return switch (name) {
      case "index0" -> (long) index0;
      case "index" -> index0 + 1L;
      case "revindex0" -> length - index0 - 1L;
      case "revindex" -> (long) length - index0;
      case "first" -> index0 == 0;
      case "last" -> index0 == length - 1;
      case "length" -> (long) length;
      case "previtem" -> index0 > 0 ? items.get(index0 - 1) : new Undefined("loop.previtem");
      case "nextitem" ->
          index0 + 1 < length ? items.get(index0 + 1) : new Undefined("loop.nextitem");
      case "depth" -> 1L; // of loops that call themselves, which are not computed
      case "depth0" -> 0L;
      case "cycle" ->
          (Callable) arguments -> arguments.positional().get(index0 % arguments.count());
      default -> new Undefined("loop." + name);
    };
  }
}

package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Scalar;
import dev.heddle.configs.internal.Entry.Section;
import dev.heddle.configs.internal.Entry.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML text into entries that know their lines. */
final class YamlReader {
  /** Anchors repeat themselves; few of them cannot grow into a flood. */
  private static final int MOST_ALIASES = 20;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new CoreSchema())
          .setMaxAliasesForCollections(MOST_ALIASES)
          .setAllowRecursiveKeys(false)
          .build();

  private static final Set<Tag> TAGS =
      Set.of(Tag.ENV_TAG, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final Place place;
  private final String key;
  private final Problems problems;
  private final List<Node> ancestors = new ArrayList<>();

  /**
   * A reader for one file, argument or default.
   *
   * @param place of the whole text; without a line of its own, lines are counted from the text's
   *     first
   * @param key that the whole text belongs to; empty for a file
   */
  YamlReader(Place place, String key, Problems problems) {
    this.place = place;
    this.key = key;
    this.problems = problems;
  }

  /** The sections of a file; empty when it is not YAML, which is a problem noted. */
  Optional<Section> sections(String text) {
    return compose(text).flatMap(this::root);
  }

  private Optional<Section> root(Entry entry) {
    if (entry instanceof Section section) {
      return Optional.of(new Section(place, section.entries()));
    }
    if (entry.isNull()) {
      return Optional.of(Section.empty(place));
    }
    problems.add(entry.place(), "", "", "must hold keys and values: `key: value`");
    return Optional.empty();
  }

  /** One value; empty when it is not YAML, which is a problem noted. */
  Optional<Entry> compose(String text) {
    try {
      Optional<Node> node = new Compose(SETTINGS).composeString(text);
      return Optional.of(
          node.map(root -> entry(root, at(root), key)).orElse(new Scalar(place, "", true)));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      return notYaml(line, String.valueOf(e.getProblem()));
    } catch (ReaderException e) {
      int line = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      return notYaml(line, "character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      return notYaml(0, e.getMessage());
    }
  }

  private Optional<Entry> notYaml(int line, String reason) {
    problems.add(at(line), key, "", "not valid YAML; " + reason);
    return Optional.empty();
  }

  /** Values of arguments and defaults keep the place of the whole. */
  private Place at(int line) {
    boolean file = place.layer() == Place.BASE || place.layer() == Place.RUN_FILE;
    return file ? new Place(place.file(), line, place.layer()) : place;
  }

  private Place at(Node node) {
    return at(node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
  }

  private Entry entry(Node node, Place where, String key) {
    if (!TAGS.contains(node.getTag())) {
      problems.add(where, key, node.getTag().getValue(), "tags have no meaning here; leave it out");
    }
    if (node instanceof ScalarNode scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      return new Scalar(where, scalar.getValue(), plain);
    }
    if (ancestors.contains(node)) {
      problems.add(where, key, "", "an anchor cannot hold itself");
      return Section.empty(where);
    }
    ancestors.add(node);
    Entry entry = collection(node, where, key);
    ancestors.remove(ancestors.size() - 1);
    return entry;
  }

  private Entry collection(Node node, Place where, String key) {
    if (node instanceof SequenceNode sequence) {
      List<Node> items = sequence.getValue();
      return new Sequence(where, items.stream().map(item -> entry(item, at(item), key)).toList());
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      put(entries, tuple, key);
    }
    return new Section(where, entries);
  }

  private void put(Map<String, Entry> entries, NodeTuple tuple, String section) {
    Node keyNode = tuple.getKeyNode();
    if (!(keyNode instanceof ScalarNode name) || !name.getTag().equals(Tag.STR)) {
      problems.add(at(keyNode), section, "", "every key must be text; put it in quotes");
      return;
    }
    String key = Names.join(section, name.getValue());
    Entry entry = entry(tuple.getValueNode(), at(keyNode), key);
    Entry earlier = entries.putIfAbsent(name.getValue(), entry);
    if (earlier != null) {
      String rule = "given twice, first in line %d; keep one".formatted(earlier.place().line());
      problems.add(at(keyNode), key, "", rule);
    }
  }
}

package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class AskedConfigTest {
  /** Families complete a copy of the config before they read it. */
  @Test
  void askingACopyIsAskingTheConfig() throws Exception {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree("{\"a\": 1, \"b\": 2, \"c\": 3}");
    AskedConfig config = AskedConfig.of(json);
    ObjectNode copy = config.deepCopy();
    copy.put("d", 4);
    assertThat(copy.path("b").intValue()).isEqualTo(2);
    assertThat(config.get("c").intValue()).isEqualTo(3);
    assertThat(config.ignored()).containsExactly("a");
    assertThat(config.has("d")).isFalse();
  }
}

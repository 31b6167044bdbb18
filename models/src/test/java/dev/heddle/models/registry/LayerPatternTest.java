package dev.heddle.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.registry.LayerPattern.Place;
import org.junit.jupiter.api.Test;

class LayerPatternTest {
  private static final String KEY = "sliding_window_pattern";

  private static ConfigReader config(String json) throws Exception {
    return new ConfigReader(new ObjectMapper().readTree(json.replace('\'', '"')));
  }

  @Test
  void oneLayerOfEachGroupIsGlobal() {
    LayerPattern first = new LayerPattern(3, Place.FIRST);
    assertThat(first.layerTypes(4).toString())
        .isEqualTo(
            "[\"full_attention\",\"sliding_attention\",\"sliding_attention\",\"full_attention\"]");
    LayerPattern last = new LayerPattern(2, Place.LAST);
    assertThat(last.layerTypes(3).toString())
        .isEqualTo("[\"sliding_attention\",\"full_attention\",\"sliding_attention\"]");
  }

  @Test
  void thePeriodIsTheNamedOneWithoutAList() throws Exception {
    assertThat(LayerPattern.period(config("{'" + KEY + "': 4}"), KEY, 6, 8, Place.LAST))
        .isEqualTo(4);
    assertThat(LayerPattern.period(config("{}"), KEY, 6, 8, Place.LAST)).isEqualTo(6);
  }

  /** Two sliding layers fit every period above 2; the default is kept where it fits. */
  @Test
  void theDefaultWinsWhereTheListFitsIt() throws Exception {
    ConfigReader in = config("{'layer_types': ['sliding_attention', 'sliding_attention']}");
    assertThat(LayerPattern.period(in, KEY, 6, 2, Place.LAST)).isEqualTo(6);
    assertThat(LayerPattern.period(in, KEY, 2, 2, Place.LAST)).isEqualTo(3);
  }

  @Test
  void theListWinsOverAPeriodThatDoesNotFitIt() throws Exception {
    ConfigReader in =
        config("{'" + KEY + "': 6, 'layer_types': ['sliding_attention', 'full_attention']}");
    assertThat(LayerPattern.period(in, KEY, 6, 2, Place.LAST)).isEqualTo(2);
  }

  @Test
  void refusesAListThatNoPeriodGives() throws Exception {
    ConfigReader in = config("{'layer_types': ['full_attention', 'sliding_attention']}");
    assertThatThrownBy(() -> LayerPattern.period(in, KEY, 6, 2, Place.LAST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: layer_types=[\"full_attention\",\"sliding_attention\"]; Heddle computes full_attention in every n-th layer, the last of each n");
  }

  @Test
  void refusesAPeriodOfNothing() throws Exception {
    ConfigReader in = config("{'" + KEY + "': 0}");
    assertThatThrownBy(() -> LayerPattern.period(in, KEY, 6, 2, Place.LAST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read a model's config: sliding_window_pattern=0; must be above 0");
  }
}

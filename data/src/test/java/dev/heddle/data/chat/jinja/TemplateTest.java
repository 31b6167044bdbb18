package dev.heddle.data.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Jinja2 as transformers sets it up; made by src/test/python/chat/make_renderings.py. */
class TemplateTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
  private static final JsonNode CASES = read();

  static Stream<Arguments> fragments() {
    return Stream.of("expressions", "statements")
        .flatMap(kind -> StreamSupport.stream(CASES.path(kind).spliterator(), false))
        .map(one -> Arguments.of(one.path("template").asText(), one));
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("fragments")
  void fragmentsGiveWhatJinjaGives(String template, JsonNode expected) {
    Map<String, Object> values = values(CASES.path("values"));
    values.put("messages", List.of());
    values.put("add_generation_prompt", false);
    check(template, values, expected);
  }

  static Stream<Arguments> conversations() {
    return StreamSupport.stream(CASES.path("families").spliterator(), false)
        .map(one -> Arguments.of(one.path("name").asText(), one));
  }

  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("conversations")
  void familiesGiveWhatJinjaGives(String name, JsonNode expected) {
    Map<String, Object> values = new HashMap<>();
    values.put("messages", JSON.convertValue(expected.path("messages"), List.class));
    values.put("add_generation_prompt", expected.path("add_generation_prompt").asBoolean());
    values.put("bos_token", "<s>");
    values.put("eos_token", "</s>");
    check(expected.path("template").asText(), values, expected);
  }

  private static void check(String template, Map<String, Object> values, JsonNode expected) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("tools", null);
    all.put("documents", null);
    if (expected.has("refused")) {
      assertThatThrownBy(() -> Template.parse(template).render(all))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining("line ");
      return;
    }
    Rendering rendering = Template.parse(template).render(all);
    assertThat(rendering.text()).isEqualTo(expected.path("text").asText());
    assertThat(rendering.generated()).isEqualTo(spans(expected.path("generated")));
  }

  @Test
  void theTimeIsTheClocks() {
    Clock clock = Clock.fixed(Instant.parse("2024-07-06T15:04:05Z"), ZoneOffset.UTC);
    String template = "{{ strftime_now('%d %b %Y|%B|%a|%A|%y|%m|%H:%M:%S|%I %p|%j|%%') }}";
    // Python: datetime(2024, 7, 6, 15, 4, 5).strftime(...)
    assertThat(Template.parse(template, clock).render(Map.of()).text())
        .isEqualTo("06 Jul 2024|July|Sat|Saturday|24|07|15:04:05|03 PM|188|%");
  }

  @Test
  void problemsNameTheirLine() {
    assertThatThrownBy(() -> Template.parse("a\n{{ x | nofilter }}"))
        .hasMessageStartingWith("line 2: the filter nofilter is not computed; there are abs, ");
    assertThatThrownBy(() -> Template.parse("{% if x %}\n\n{{ x.y.z }}{% endif %}").render(one()))
        .hasMessage("line 3: 'y' is undefined");
    assertThatThrownBy(() -> Template.parse("a\n\n{% include 'x' %}"))
        .hasMessageStartingWith("line 3: the tag include is not computed");
    assertThatThrownBy(() -> Template.parse("\n{{ raise_exception('no tools') }}").render(one()))
        .hasMessage("line 2: the template refuses the conversation: no tools");
  }

  @Test
  void macrosWithoutEndAreRefused() {
    Template template = Template.parse("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
    assertThatThrownBy(() -> template.render(Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessage("macros call each other without end");
  }

  @Test
  void generationInsideAMacroIsRefused() {
    String template = "{% macro m() %}{% generation %}x{% endgeneration %}{% endmacro %}{{ m() }}";
    assertThatThrownBy(() -> Template.parse(template).render(Map.of()))
        .hasMessageContaining("a generation block inside a macro");
  }

  private static Map<String, Object> one() {
    return Map.of("x", Map.of("a", 1L));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> values(JsonNode node) {
    return new HashMap<>(JSON.convertValue(node, Map.class));
  }

  private static List<Span> spans(JsonNode node) {
    List<Span> spans = new ArrayList<>();
    node.forEach(span -> spans.add(new Span(span.path(0).asInt(), span.path(1).asInt())));
    return spans;
  }

  private static JsonNode read() {
    try (InputStream file = TemplateTest.class.getResourceAsStream("renderings.json")) {
      return JSON.readTree(file);
    } catch (IOException failure) {
      throw new ExceptionInInitializerError(failure);
    }
  }
}

package dev.heddle.trainer.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/**
 * Events as one line of JSON each. Doubles keep every bit; NaN and the infinities, which JSON has
 * no numbers for, are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class EventJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private EventJson() {}

  /** The event in one line, without a line break. */
  public static String write(TrackingEvent event) {
    try {
      return MAPPER.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "Cannot write event: type=" + event.getClass().getSimpleName(), e);
    }
  }

  /**
   * The event of one line.
   *
   * @throws UncheckedIOException if the line is no event
   */
  public static TrackingEvent read(String line) {
    try {
      return MAPPER.readValue(line, TrackingEvent.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "Cannot read event: line=" + start(line) + "; a line is one JSON object", e);
    }
  }

  private static String start(String line) {
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }
}

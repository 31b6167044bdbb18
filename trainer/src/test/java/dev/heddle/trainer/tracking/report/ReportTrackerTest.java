package dev.heddle.trainer.tracking.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.tracking.SampleEvents;
import dev.heddle.trainer.tracking.Tracker;
import dev.heddle.trainer.tracking.TrackerSequence;
import dev.heddle.trainer.tracking.files.JsonlTracker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Leaves its pages in {@code target/sample-reports} for people to look at. */
class ReportTrackerTest {

  private static final Map<Run, String> PAGES = new EnumMap<>(Run.class);

  enum Run {
    LONG,
    ONE_STEP,
    NOT_FINITE,
    HOSTILE;

    void tell(Tracker tracker) {
      switch (this) {
        case LONG -> SampleRuns.longRun(tracker, 3000);
        case ONE_STEP -> SampleRuns.oneStep(tracker);
        case NOT_FINITE -> SampleRuns.notFinite(tracker);
        case HOSTILE -> SampleRuns.hostile(tracker);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPageIsWellFormedAndItsReferencesResolve(Run run) throws Exception {
    Document page = parse(page(run));

    Set<String> ids = new HashSet<>();
    List<Element> elements = elements(page);
    for (Element element : elements) {
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).isTrue();
      }
    }
    for (Element element : elements) {
      for (String id : element.getAttribute("aria-labelledby").split(" ", -1)) {
        assertThat(id.isEmpty() || ids.contains(id)).as(id).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPageNeedsTheNetwork(Run run) throws Exception {
    for (Element element : elements(parse(page(run)))) {
      assertThat(element.hasAttribute("src")).isFalse();
      assertThat(element.getTagName()).isNotIn("link", "iframe", "object", "image");
      assertThat(element.getAttribute("href")).matches("|#.*");
    }
    assertThat(page(run)).doesNotContain("@import", "url(");
  }

  @Test
  void everyChartHasATitleADescriptionAndATable() throws Exception {
    Document page = parse(page(Run.LONG));
    int charts = 0;
    for (Element svg : elements(page)) {
      if (svg.getAttribute("role").equals("img")) {
        charts++;
        assertThat(text(svg, "title")).endsWith(", by step");
        assertThat(text(svg, "desc")).contains("at step 3,000", "lowest", "highest");
      }
    }
    // The loss is drawn for wide and for narrow screens.
    assertThat(charts).isEqualTo(8);
    assertThat(page.getElementsByTagName("details").getLength()).isEqualTo(7);
  }

  @Test
  void headingsDescendWithoutGaps() throws Exception {
    int level = 0;
    for (Element element : elements(parse(page(Run.LONG)))) {
      if (element.getTagName().matches("h[1-6]")) {
        int next = element.getTagName().charAt(1) - '0';
        assertThat(next).isLessThanOrEqualTo(level + 1);
        level = next;
      }
    }
    assertThat(level).isEqualTo(2);
  }

  @Test
  void theKeyFiguresAreThere() throws Exception {
    String page = page(Run.LONG);

    // The last evaluation: 4.02 + 4.6 exp(-9) = 4.02057, and 6.48 less that.
    assertThat(page)
        .contains("<dd class=\"value\">4.021</dd>")
        .contains("2.459 nats below unigram entropy (6.48)")
        .contains("<dd class=\"value\">3,000</dd>")
        .contains("15m57s")
        .contains("1 January 2026, 12:00 UTC")
        .contains("✓</span> finished");
  }

  @Test
  void aLongRunStaysASmallPage() throws Exception {
    assertThat(page(Run.LONG).length()).isLessThan(400_000);
  }

  @Test
  void aRunWithoutEvaluationSaysSo() throws Exception {
    assertThat(page(Run.ONE_STEP)).contains("not evaluated", "No predictions yet");
  }

  @Test
  void valuesThatAreNotFiniteAreNamed() throws Exception {
    assertThat(page(Run.NOT_FINITE))
        .contains("Training loss: 4 values are not finite (NaN or infinite), first at step 9.")
        .contains("failed: loss is NaN at step 9");
  }

  @Test
  void nothingOfARunCanBecomeMarkup() throws Exception {
    String page = page(Run.HOSTILE);
    Document document = parse(page);

    assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("img").getLength()).isZero();
    assertThat(page).doesNotContain("<img", "alert('x')", "\u0000").contains("{{config}}$1");
  }

  @Test
  void thePageOfARunThatGoesOnSaysSo(@TempDir Path folder) {
    write(
        folder,
        tracker -> {
          tracker.started(SampleEvents.started(40));
          tracker.logged(SampleEvents.step(41));
          tracker.evaluated(SampleEvents.evaluation(41, 3));
          assertThat(read(folder)).contains("▶</span> running", "of 3,000, resumed from 40");
        });
  }

  private static String page(Run run) {
    return PAGES.computeIfAbsent(run, ReportTrackerTest::made);
  }

  private static String made(Run run) {
    Path folder = Path.of("target", "sample-reports", run.name().toLowerCase(Locale.ROOT));
    write(folder, run::tell);
    return read(folder);
  }

  private static void write(Path folder, Consumer<Tracker> events) {
    Storage storage = HadoopStorage.local();
    URI output = storage.resolve(folder.toAbsolutePath().toString());
    Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    try (Tracker tracker =
        TrackerSequence.of(
            new JsonlTracker(storage, output), new ReportTracker(storage, output, clock))) {
      events.accept(tracker);
    }
  }

  private static String read(Path folder) {
    try {
      return Files.readString(folder.resolve("report.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document page) {
    NodeList nodes = page.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static String text(Element parent, String tag) {
    return parent.getElementsByTagName(tag).item(0).getTextContent();
  }
}

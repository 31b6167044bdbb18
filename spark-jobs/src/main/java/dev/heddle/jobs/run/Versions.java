package dev.heddle.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The versions of Heddle and of what it stands on, as the build recorded them. */
public final class Versions {
  private static final String RESOURCE = "heddle-versions.properties";

  private Versions() {}

  /** Name to version, Heddle first. */
  public static Map<String, String> all() {
    Properties built = load();
    Map<String, String> versions = new LinkedHashMap<>();
    for (String name : new String[] {"Heddle", "DJL", "PyTorch", "Spark", "Hadoop"}) {
      versions.put(name, built.getProperty(name));
    }
    versions.put("Java", Runtime.version().toString());
    return versions;
  }

  private static Properties load() {
    try (InputStream stream = Versions.class.getResourceAsStream("/" + RESOURCE)) {
      Properties properties = new Properties();
      properties.load(stream);
      return properties;
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read the versions: resource=" + RESOURCE, failure);
    }
  }
}

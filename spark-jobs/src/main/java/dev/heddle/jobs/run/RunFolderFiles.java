package dev.heddle.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;

/** What a run says about itself in its folder before it begins. */
public final class RunFolderFiles {
  private static final ObjectMapper json = new ObjectMapper();

  private RunFolderFiles() {}

  /** Versions and machine, by name. */
  public static Map<String, String> environment(SparkContext spark, int workers) {
    Map<String, String> environment = new TreeMap<>(Versions.all());
    environment.put("operating system", property("os.name") + " " + property("os.version"));
    environment.put("processor", property("os.arch"));
    environment.put("cores of the driver", "" + Runtime.getRuntime().availableProcessors());
    environment.put("spark.master", spark.master());
    environment.put("spark.app.id", spark.applicationId());
    environment.put("workers", Integer.toString(workers));
    return environment;
  }

  /** Writes {@code run.yaml} and {@code environment.json}. */
  public static void write(
      Storage storage, OutputFolder folder, String resolved, Map<String, String> environment) {
    storage.replace(folder.file("run.yaml"), resolved.getBytes(StandardCharsets.UTF_8));
    storage.replace(folder.file("environment.json"), bytes(environment));
  }

  private static byte[] bytes(Map<String, String> environment) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(environment);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write the environment: " + environment, impossible);
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}

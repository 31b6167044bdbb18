package dev.heddle.trainer.loop;

import java.net.URI;
import java.util.Map;

/**
 * What a run is called and where it goes.
 *
 * @param name for people and dashboards
 * @param outputDir the run's folder
 * @param resolvedConfig the run file with every key, as YAML
 * @param environment versions and machine, by name
 */
public record RunIdentity(
    String name, URI outputDir, String resolvedConfig, Map<String, String> environment) {}

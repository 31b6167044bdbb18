package dev.heddle.jobs.cli;

import dev.heddle.jobs.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code ./heddle --version} prints: Heddle's version and those of what it stands on. */
public final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return Versions.all().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toArray(String[]::new);
  }
}

package io.cellsearch.cli.command;

import io.cellsearch.cli.local.Version;
import picocli.CommandLine.IVersionProvider;

/** Says which program this is. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"cellsearch " + Version.current() + " (Java " + Runtime.version() + ")"};
  }
}

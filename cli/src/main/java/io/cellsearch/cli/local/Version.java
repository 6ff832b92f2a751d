package io.cellsearch.cli.local;

import java.util.Optional;

/** The program's version, from the manifest of its jar. */
public final class Version {
  private Version() {}

  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}

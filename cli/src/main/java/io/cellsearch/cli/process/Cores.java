package io.cellsearch.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The cores of this machine: two threads of one core share its arithmetic units. */
public final class Cores {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Cores() {}

  /** Physical cores, as far as this process may use them; at least 1. */
  public static int physical() {
    int available = Runtime.getRuntime().availableProcessors();
    try {
      int cores = count(Files.readString(CPU_INFO));
      return cores == 0 ? available : Math.min(cores, available);
    } catch (IOException e) {
      // Only Linux has this file.
      return available;
    }
  }

  /** Counts the pairs of socket and core in the text of {@code /proc/cpuinfo}; 0 if it has none. */
  static int count(String cpuInfo) {
    Set<String> cores = new HashSet<>();
    String socket = "";
    for (String line : cpuInfo.split("\n", -1)) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("physical id")) {
        socket = value;
      } else if (line.startsWith("core id")) {
        cores.add(socket + "/" + value);
      }
    }
    return cores.size();
  }
}

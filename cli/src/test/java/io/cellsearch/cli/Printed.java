package io.cellsearch.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command that ran in this process: how it ended, and all that it printed. */
public record Printed(int exitCode, String output) {

  /** Runs a command as {@link Main} does. */
  public static Printed by(String... arguments) {
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream all = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(all);
    System.setErr(all);
    try {
      int exitCode = Main.run(arguments);
      return new Printed(exitCode, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
    }
  }
}

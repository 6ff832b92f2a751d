package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Access tokens, which are read from files so that they never stand in a process list. */
final class Tokens {
  private static final int LEAST_LENGTH = 16;

  private Tokens() {}

  static String read(Path file) {
    try {
      String token = Files.readString(file).strip();
      if (token.length() < LEAST_LENGTH || !token.matches("[\\x21-\\x7e]+")) {
        throw CommandException.wrongInput(
            "a token must be "
                + LEAST_LENGTH
                + " or more printable characters without blanks; see "
                + file);
      }
      return token;
    } catch (IOException e) {
      throw CommandException.wrongInput("cannot read the token file " + file);
    }
  }
}

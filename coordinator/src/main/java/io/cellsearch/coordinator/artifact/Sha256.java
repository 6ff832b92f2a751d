package io.cellsearch.coordinator.artifact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of an artifact: 64 lower-case hex digits. Nothing else can become a file name. */
public record Sha256(String value) {
  private static final Pattern VALID = Pattern.compile("[0-9a-f]{64}");

  public Sha256 {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "an artifact is named by 64 lower-case hex digits (SHA-256), but got " + shown(value));
    }
  }

  /** Whether a text is such a name. */
  static boolean isValid(String text) {
    return VALID.matcher(text).matches();
  }

  /** The name of these bytes. */
  public static Sha256 of(byte[] bytes) {
    return of(digest(), bytes);
  }

  /** The hash of a text in UTF-8. */
  public static Sha256 of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Sha256 of(MessageDigest digest, byte... rest) {
    return new Sha256(HexFormat.of().formatHex(digest.digest(rest)));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String shown(String value) {
    String printable = value.replaceAll("[^\\x20-\\x7e]", "?");
    return "'" + (printable.length() > 80 ? printable.substring(0, 80) + "…" : printable) + "'";
  }

  @Override
  public String toString() {
    return value;
  }
}

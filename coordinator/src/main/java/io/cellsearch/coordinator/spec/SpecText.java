package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.yaml.Finding;
import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.Place;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The bytes of an experiment file as text: UTF-8 of a limited size. */
final class SpecText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private SpecText() {}

  static Optional<String> decode(byte[] bytes, Findings findings) {
    if (bytes.length > SpecReader.MOST_BYTES) {
      String size = String.format(Locale.ROOT, "%.1f MB", bytes.length / 1e6);
      findings.add(Place.START, "", "must be at most 1 MB long", size);
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String value = String.format(Locale.ROOT, "the byte 0x%02x", bytes[in.position()]);
      Optional<String> advice =
          looksLikeUtf16(bytes) ? Optional.of("save it as UTF-8, not as UTF-16") : Optional.empty();
      findings.add(new Finding(end(text), "", "must be text in UTF-8", value, advice));
      return Optional.empty();
    }
    boolean isMarked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return Optional.of(isMarked ? text.substring(1) : text);
  }

  private static boolean looksLikeUtf16(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes.length > 1 ? bytes[1] & 0xff : 0;
    return first == 0xff && second == 0xfe || first == 0xfe && second == 0xff;
  }

  private static Place end(String text) {
    int line = (int) text.chars().filter(character -> character == '\n').count() + 1;
    return new Place(line, text.length() - text.lastIndexOf('\n'));
  }
}

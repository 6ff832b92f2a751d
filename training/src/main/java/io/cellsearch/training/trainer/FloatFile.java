package io.cellsearch.training.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.frames.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The form of a header and many floats as a file, all numbers little-endian: eight characters that
 * tell what it is, the header's length as four bytes, the header as JSON in UTF-8, the floats one
 * after the other, and the SHA-256 of everything before it.
 *
 * @param magic the eight characters
 * @param kind what messages call such a file
 * @param version of the header that is written; no other is read so far
 */
record FloatFile(String magic, String kind, int version) {
  private static final int MAGIC_BYTES = 8;
  private static final int CHECKSUM_BYTES = 32;

  /** What a file holds; the floats are read one after the other. */
  record Content<T>(T header, FloatBuffer floats) {

    /** The next so many floats. */
    float[] next(int count) {
      float[] values = new float[count];
      floats.get(values);
      return values;
    }
  }

  /** The bytes of a file; equal content has equal bytes. */
  byte[] write(Object header, List<float[]> values) {
    byte[] json = headerBytes(header);
    int floats = values.stream().mapToInt(array -> array.length).reduce(0, Math::addExact);
    int length = MAGIC_BYTES + Integer.BYTES + json.length + Math.multiplyExact(floats, 4);
    ByteBuffer buffer = ByteBuffer.allocate(length + CHECKSUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(magicBytes()).putInt(json.length).put(json);
    for (float[] array : values) {
      buffer.asFloatBuffer().put(array);
      buffer.position(buffer.position() + array.length * Float.BYTES);
    }
    buffer.put(checksum(buffer.array(), length));
    return buffer.array();
  }

  /**
   * Reads a file.
   *
   * @throws FileFormatException for bytes that are damaged or of another format
   */
  <T> Content<T> read(byte[] file, Class<T> headerType) throws FileFormatException {
    int length = file.length - CHECKSUM_BYTES;
    if (length < MAGIC_BYTES + Integer.BYTES
        || !Arrays.equals(file, 0, MAGIC_BYTES, magicBytes(), 0, MAGIC_BYTES)) {
      throw new FileFormatException("these " + file.length + " bytes are not a " + kind + " file");
    }
    if (!Arrays.equals(checksum(file, length), Arrays.copyOfRange(file, length, file.length))) {
      throw new FileFormatException(
          "the " + kind + " file is damaged: its checksum does not match");
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(file, MAGIC_BYTES, length - MAGIC_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[checkedLength(buffer.getInt(), buffer)];
    buffer.get(json);
    return new Content<>(header(json, headerType), buffer.asFloatBuffer());
  }

  /** Says no unless the header tells of exactly the floats that are there. */
  void checkFloats(long told, Content<?> content) throws FileFormatException {
    if (told != content.floats().remaining()) {
      throw new FileFormatException(
          "the %s file's header tells of %d numbers, but it has %d"
              .formatted(kind, told, content.floats().remaining()));
    }
  }

  private int checkedLength(int length, ByteBuffer buffer) throws FileFormatException {
    if (length < 0 || length > buffer.remaining()) {
      throw new FileFormatException(
          "a " + kind + " file's header cannot have " + length + " bytes");
    }
    return length;
  }

  private byte[] magicBytes() {
    return magic.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] headerBytes(Object header) {
    try {
      return Json.mapper().writeValueAsBytes(header);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a header always has a JSON form", e);
    }
  }

  private <T> T header(byte[] json, Class<T> type) throws FileFormatException {
    try {
      int found = Json.mapper().readTree(json).path("formatVersion").asInt();
      if (found != version) {
        throw new FileFormatException(
            "the %s file has format %d; this version reads %d".formatted(kind, found, version));
      }
      return Json.mapper().readValue(json, type);
    } catch (FileFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new FileFormatException(
          "the " + kind + " file's header cannot be read: " + e.getMessage());
    }
  }

  private static byte[] checksum(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

package io.cellsearch.training.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.frames.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The form of a model as a file, all numbers little-endian: the eight characters {@code CELLSRCH},
 * the header's length as four bytes, the header as JSON in UTF-8, the values of its tensors as
 * floats one after the other, and the SHA-256 of everything before it.
 */
public final class ModelFile {
  /** The version that is written; no other is read so far. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = "CELLSRCH".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_BYTES = 32;

  private ModelFile() {}

  /** The bytes of a model; equal models have equal bytes. */
  public static byte[] write(Model model) {
    byte[] header = headerBytes(model.header());
    int floats = model.values().stream().mapToInt(values -> values.length).sum();
    int length = MAGIC.length + Integer.BYTES + header.length + floats * Float.BYTES;
    ByteBuffer buffer = ByteBuffer.allocate(length + CHECKSUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).putInt(header.length).put(header);
    for (float[] values : model.values()) {
      for (float value : values) {
        buffer.putFloat(value);
      }
    }
    buffer.put(checksum(buffer.array(), length));
    return buffer.array();
  }

  /**
   * Reads a model.
   *
   * @throws ModelFileException for bytes that are damaged or of another format
   */
  public static Model read(byte[] file) throws ModelFileException {
    int length = file.length - CHECKSUM_BYTES;
    if (length < MAGIC.length + Integer.BYTES
        || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new ModelFileException("these " + file.length + " bytes are not a model file");
    }
    if (!Arrays.equals(checksum(file, length), Arrays.copyOfRange(file, length, file.length))) {
      throw new ModelFileException("the model file is damaged: its checksum does not match");
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(file, MAGIC.length, length - MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[checkedLength(buffer.getInt(), buffer)];
    buffer.get(header);
    return values(header(header), buffer);
  }

  private static int checkedLength(int length, ByteBuffer buffer) throws ModelFileException {
    if (length < 0 || length > buffer.remaining()) {
      throw new ModelFileException("a model file's header cannot have " + length + " bytes");
    }
    return length;
  }

  private static Model values(Model.Header header, ByteBuffer buffer) throws ModelFileException {
    long floats = header.tensors().stream().mapToLong(Model.Tensor::size).sum();
    if (floats * Float.BYTES != buffer.remaining()) {
      throw new ModelFileException(
          "the header tells of %d numbers, but the file has %d bytes for them"
              .formatted(floats, buffer.remaining()));
    }
    List<float[]> values = new ArrayList<>();
    for (Model.Tensor tensor : header.tensors()) {
      float[] numbers = new float[tensor.size()];
      buffer.asFloatBuffer().get(numbers);
      buffer.position(buffer.position() + numbers.length * Float.BYTES);
      values.add(numbers);
    }
    return new Model(header, values);
  }

  private static byte[] headerBytes(Model.Header header) {
    try {
      return Json.mapper().writeValueAsBytes(header);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model's header always has a JSON form", e);
    }
  }

  private static Model.Header header(byte[] json) throws ModelFileException {
    try {
      int version = Json.mapper().readTree(json).path("formatVersion").asInt();
      if (version != VERSION) {
        throw new ModelFileException(
            "the model file has format " + version + "; this version reads " + VERSION);
      }
      return Json.mapper().readValue(json, Model.Header.class);
    } catch (ModelFileException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelFileException("the model file's header cannot be read: " + e.getMessage());
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

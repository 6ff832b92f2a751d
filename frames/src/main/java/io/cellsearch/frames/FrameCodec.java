package io.cellsearch.frames;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * Frames on a byte stream: a four-byte big-endian length, then that many bytes of JSON. A stream
 * that ends between two frames has ended well; one that ends within a frame is an {@link
 * EOFException}.
 */
public final class FrameCodec {
  /** The longest frame in bytes; a longer one means that the streams are out of step. */
  static final int MAX_LENGTH = 1 << 24;

  private FrameCodec() {}

  /** Writes one frame and flushes. Not safe for concurrent use of one stream. */
  public static void write(DataOutputStream out, Frame frame) throws IOException {
    byte[] bytes = Json.mapper().writerFor(Frame.class).writeValueAsBytes(frame);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  /** Reads the next frame, or empty at the orderly end of the stream. */
  public static Optional<Frame> read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < 0 || length > MAX_LENGTH) {
      throw new IOException("a frame of " + length + " bytes: the stream is out of step");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the stream ended within a frame");
    }
    return Optional.of(Json.mapper().readValue(bytes, Frame.class));
  }
}

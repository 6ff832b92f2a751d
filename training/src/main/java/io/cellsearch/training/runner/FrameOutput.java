package io.cellsearch.training.runner;

import io.cellsearch.frames.Frame;
import io.cellsearch.frames.FrameCodec;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Where all attempts of a runner write their frames, one at a time. */
final class FrameOutput {
  private final DataOutputStream out;

  FrameOutput(OutputStream out) {
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  /**
   * Writes one frame.
   *
   * @throws UncheckedIOException if nobody reads any more
   */
  synchronized void write(Frame.FromRunner frame) {
    try {
      FrameCodec.write(out, frame);
    } catch (IOException e) {
      throw new UncheckedIOException("the worker does not read any more", e);
    }
  }
}

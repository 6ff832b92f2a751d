package io.cellsearch.training.trainer;

import io.cellsearch.training.trainer.Checkpoint.Header;
import io.cellsearch.training.trainer.Checkpoint.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a checkpoint as a file: its header, then the parameters, the best weights and the
 * optimizer's arrays in the order of their names, each cut into tensors like a model.
 */
final class CheckpointFile {
  /** The version that is written; no other is read so far. */
  static final int VERSION = 1;

  private static final FloatFile FORM = new FloatFile("CELLCKPT", "checkpoint", VERSION);

  private CheckpointFile() {}

  /** The bytes of a checkpoint; equal checkpoints have equal bytes. */
  static byte[] write(Checkpoint checkpoint) {
    List<float[]> all = new ArrayList<>(checkpoint.parameters().tensors());
    all.addAll(checkpoint.best().tensors());
    checkpoint.optimizer().values().forEach(values -> all.addAll(values.tensors()));
    return FORM.write(checkpoint.header(), all);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws FileFormatException for bytes that are damaged or of another format
   */
  static Checkpoint read(byte[] file) throws FileFormatException {
    FloatFile.Content<Header> content = FORM.read(file, Header.class);
    Header header = content.header();
    FORM.checkFloats(header.size() * (2 + header.optimizer().size()), content);
    Values parameters = values(content);
    Values best = values(content);
    Map<String, Values> optimizer = new LinkedHashMap<>();
    for (String name : header.optimizer()) {
      optimizer.put(name, values(content));
    }
    return new Checkpoint(header, parameters, best, optimizer);
  }

  private static Values values(FloatFile.Content<Header> content) {
    return new Values(
        content.header().tensors().stream().map(tensor -> content.next(tensor.size())).toList());
  }
}

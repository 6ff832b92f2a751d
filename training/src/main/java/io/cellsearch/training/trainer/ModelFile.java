package io.cellsearch.training.trainer;

import java.util.ArrayList;
import java.util.List;

/** The form of a model as a file: its header and the values of its tensors, in their order. */
public final class ModelFile {
  /** The version that is written; no other is read so far. */
  static final int VERSION = 1;

  private static final FloatFile FORM = new FloatFile("CELLSRCH", "model", VERSION);

  private ModelFile() {}

  /** The bytes of a model; equal models have equal bytes. */
  public static byte[] write(Model model) {
    return FORM.write(model.header(), model.values());
  }

  /**
   * Reads a model.
   *
   * @throws FileFormatException for bytes that are damaged or of another format
   */
  public static Model read(byte[] file) throws FileFormatException {
    FloatFile.Content<Model.Header> content = FORM.read(file, Model.Header.class);
    List<Model.Tensor> tensors = content.header().tensors();
    FORM.checkFloats(tensors.stream().mapToLong(Model.Tensor::size).sum(), content);
    List<float[]> values = new ArrayList<>();
    for (Model.Tensor tensor : tensors) {
      values.add(content.next(tensor.size()));
    }
    return new Model(content.header(), values);
  }
}

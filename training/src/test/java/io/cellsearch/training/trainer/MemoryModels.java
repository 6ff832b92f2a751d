package io.cellsearch.training.trainer;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Models in memory, named by their number. */
final class MemoryModels implements ModelStore {
  private final Map<String, byte[]> models = new HashMap<>();
  private boolean full;

  @Override
  public String write(byte[] model) {
    String name = Integer.toString(models.size());
    models.put(name, model.clone());
    return name;
  }

  /** There is no room for what is not worth a wait. */
  void fill() {
    full = true;
  }

  @Override
  public String writeNow(byte[] checkpoint) throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    return write(checkpoint);
  }

  @Override
  public byte[] read(String name) {
    return models.get(name).clone();
  }
}

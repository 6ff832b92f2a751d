package io.cellsearch.training.trainer;

import java.util.HashMap;
import java.util.Map;

/** Models in memory, named by their number. */
final class MemoryModels implements ModelStore {
  private final Map<String, byte[]> models = new HashMap<>();

  @Override
  public String write(byte[] model) {
    String name = Integer.toString(models.size());
    models.put(name, model.clone());
    return name;
  }

  @Override
  public byte[] read(String name) {
    return models.get(name).clone();
  }
}

package io.cellsearch.training.trainer;

/** The engines that an attempt may be trained by. */
@FunctionalInterface
public interface Engines {

  /** What an experiment file says that does not care. */
  String AUTO = "auto";

  /**
   * The engine of a name.
   *
   * @throws IllegalArgumentException for one that is not there, with the reason and the choice
   */
  NetworkFactory of(String name);

  /** The name of the engine that a name stands for. */
  default String resolve(String name) {
    return name;
  }

  /** One for all. */
  static Engines only(NetworkFactory engine) {
    return name -> engine;
  }
}

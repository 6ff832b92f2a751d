package io.cellsearch.training.network;

import io.cellsearch.cells.Initialiser;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.training.network.ParameterTensor.Place;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws initial parameters. Each matrix or vector has a stream of its own, which follows from the
 * trial's seed and its id alone: engines that lay parameters out differently start from equal ones.
 */
public final class ParameterInitialiser {
  private final long seed;
  private final InitialisationScheme scheme;

  /** The cell's own initialisers. */
  public ParameterInitialiser(long seed) {
    this(seed, InitialisationScheme.STANDARD);
  }

  public ParameterInitialiser(long seed, InitialisationScheme scheme) {
    this.seed = seed;
    this.scheme = scheme;
  }

  /** Fills the flat array of a network. */
  public void initialise(Network network) {
    initialise(network.tensors(), network.spec().units(), network.parameters());
  }

  /** Fills a flat array; gaps between the tensors are left as they are. */
  public void initialise(List<ParameterTensor> tensors, int units, float[] flat) {
    for (ParameterTensor tensor : tensors) {
      tensor.write(values(tensor, units), flat);
    }
  }

  /** Initial values [rows][columns] of one matrix or vector; masked ones are 0. */
  float[] values(ParameterTensor tensor, int units) {
    UniformRandomProvider random =
        Seeds.stream(Seeds.child(seed, tensor.id(), Purpose.INITIALISATION));
    Place place = tensor.place();
    float[] values =
        switch (scheme) {
          case STANDARD -> standard(tensor.initialiser(), place, random);
          case PYTORCH -> uniform(place, random, 1 / Math.sqrt(units));
          case GREFF -> normal(place, random, 0.1);
        };
    mask(tensor, values);
    return values;
  }

  private static float[] standard(
      Initialiser initialiser, Place place, UniformRandomProvider random) {
    if (initialiser instanceof Initialiser.Constant constant) {
      float[] values = new float[place.size()];
      Arrays.fill(values, (float) constant.value());
      return values;
    }
    if (initialiser instanceof Initialiser.GlorotUniform) {
      return uniform(place, random, Math.sqrt(6.0 / (place.rows() + place.columns())));
    }
    if (initialiser instanceof Initialiser.Orthogonal) {
      return OrthogonalMatrix.draw(place.rows(), place.columns(), random);
    }
    return identity(place);
  }

  private static float[] uniform(Place place, UniformRandomProvider random, double bound) {
    float[] values = new float[place.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }

  private static float[] normal(Place place, UniformRandomProvider random, double deviation) {
    float[] values = new float[place.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Gaussian.draw(random) * deviation);
    }
    return values;
  }

  private static float[] identity(Place place) {
    float[] values = new float[place.size()];
    for (int i = 0; i < Math.min(place.rows(), place.columns()); i++) {
      values[i * place.columns() + i] = 1;
    }
    return values;
  }

  private static void mask(ParameterTensor tensor, float[] values) {
    int columns = tensor.place().columns();
    for (int i = 0; i < values.length; i++) {
      if (!tensor.isTrained(i / columns, i % columns)) {
        values[i] = 0;
      }
    }
  }
}

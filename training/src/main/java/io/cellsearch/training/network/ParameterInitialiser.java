package io.cellsearch.training.network;

import io.cellsearch.cells.Initialiser;
import io.cellsearch.cells.Initialiser.Gate;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.training.network.ParameterTensor.Place;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws initial parameters. Each matrix or vector has a stream of its own, which follows from the
 * trial's seed and its id alone: engines that lay parameters out differently start from equal ones.
 */
public final class ParameterInitialiser {
  private static final double GREFF_DEVIATION = 0.1;

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

  /**
   * Fills the flat array of a network; gaps between its tensors are left as they are.
   *
   * @throws IllegalArgumentException for chrono and a cell without gates that it could start
   */
  public void initialise(Network network) {
    NetworkSpec spec = network.spec();
    List<ParameterTensor> tensors = network.tensors();
    if (scheme == InitialisationScheme.CHRONO
        && tensors.stream().allMatch(tensor -> gate(tensor) == Gate.OTHER)) {
      throw new IllegalArgumentException(
          "chrono starts forget and input gates, but the cell "
              + spec.cell().name()
              + " marks none");
    }
    for (ParameterTensor tensor : tensors) {
      tensor.write(values(tensor, spec), network.parameters());
    }
  }

  /** Initial values [rows][columns] of one matrix or vector; masked ones are 0. */
  public float[] values(ParameterTensor tensor, NetworkSpec spec) {
    Place place = tensor.place();
    if (tensor.initialiser() instanceof Initialiser.Fixed fixed) {
      return constant(place, fixed.value());
    }
    UniformRandomProvider random = stream(tensor.id());
    float[] values =
        switch (scheme) {
          case STANDARD -> standard(tensor.initialiser(), place, random);
          case PYTORCH -> uniform(place, random, 1 / Math.sqrt(spec.units()));
          case GREFF -> fill(place, () -> Gaussian.draw(random) * GREFF_DEVIATION);
          case ZERO_BIAS ->
              tensor.initialiser() instanceof Initialiser.Bias
                  ? new float[place.size()]
                  : standard(tensor.initialiser(), place, random);
          case CHRONO ->
              gate(tensor) == Gate.OTHER
                  ? standard(tensor.initialiser(), place, random)
                  : chrono(tensor, spec.maxSteps());
        };
    mask(tensor, values);
    return values;
  }

  private UniformRandomProvider stream(String id) {
    return Seeds.stream(Seeds.child(seed, id, Purpose.INITIALISATION));
  }

  private static Gate gate(ParameterTensor tensor) {
    return tensor.initialiser() instanceof Initialiser.Bias bias ? bias.gate() : Gate.OTHER;
  }

  /** One stream for the gates of a layer, so that an input bias is the negative of the forget's. */
  private float[] chrono(ParameterTensor tensor, int longest) {
    String layer = tensor.id().substring(0, tensor.id().indexOf('.'));
    UniformRandomProvider random = stream(layer + ".chrono");
    int sign = gate(tensor) == Gate.FORGET ? 1 : -1;
    double spread = Math.max(0, longest - 2);
    return fill(tensor.place(), () -> sign * StrictMath.log(1 + random.nextDouble() * spread));
  }

  private static float[] standard(
      Initialiser initialiser, Place place, UniformRandomProvider random) {
    if (initialiser instanceof Initialiser.Constant constant) {
      return constant(place, constant.value());
    }
    if (initialiser instanceof Initialiser.Bias bias) {
      return constant(place, bias.value());
    }
    if (initialiser instanceof Initialiser.Uniform uniform) {
      double width = uniform.high() - uniform.low();
      return fill(place, () -> uniform.low() + random.nextDouble() * width);
    }
    if (initialiser instanceof Initialiser.GlorotUniform) {
      return uniform(place, random, Math.sqrt(6.0 / (place.rows() + place.columns())));
    }
    if (initialiser instanceof Initialiser.LecunUniform) {
      return uniform(place, random, Math.sqrt(3.0 / place.rows()));
    }
    if (initialiser instanceof Initialiser.Orthogonal) {
      return OrthogonalMatrix.draw(place.rows(), place.columns(), random);
    }
    return identity(place);
  }

  private static float[] constant(Place place, double value) {
    float[] values = new float[place.size()];
    Arrays.fill(values, (float) value);
    return values;
  }

  private static float[] uniform(Place place, UniformRandomProvider random, double bound) {
    return fill(place, () -> (2 * random.nextDouble() - 1) * bound);
  }

  private static float[] fill(Place place, DoubleSupplier draw) {
    float[] values = new float[place.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draw.getAsDouble();
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

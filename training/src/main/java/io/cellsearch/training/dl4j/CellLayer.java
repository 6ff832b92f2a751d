package io.cellsearch.training.dl4j;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J layer of any cell of the equation language: stacked layers of it, for a cell may read
 * states of the layer below, which DL4J does not hand on. Its JSON form has the cell's text in it,
 * so a stored network needs this class but no library of cells.
 *
 * <p>Sequences are padded on the right, as masks must say.
 */
@SuppressWarnings({"serial", "EqualsHashCode"}) // DL4J declares every layer serializable
public final class CellLayer extends BaseRecurrentLayer {
  private static final long serialVersionUID = 1;

  // What has a getter is what DL4J writes as JSON, and reads back into the field.
  private String cell = "";
  private String text = "";
  private Map<String, Boolean> switches = new TreeMap<>();
  private Map<String, Double> numbers = new TreeMap<>();
  private int layers = 1;

  /** For DL4J, which then fills the fields. */
  CellLayer() {}

  private CellLayer(Builder builder) {
    super(builder);
  }

  /** DL4J's way to make layers. */
  private static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
    @Override
    @SuppressWarnings("unchecked")
    public CellLayer build() {
      return new CellLayer(this);
    }
  }

  /** The recurrent part of a network. */
  static CellLayer of(NetworkSpec spec) {
    CellLayer layer = new Builder().nIn(spec.inputs()).nOut(spec.units()).build();
    layer.cell = spec.cell().name();
    layer.text = spec.cell().source();
    layer.switches.putAll(spec.options().switches());
    layer.numbers.putAll(spec.options().numbers());
    layer.layers = spec.layers();
    return layer;
  }

  /** The cell's name. */
  public String getCell() {
    return cell;
  }

  /** The cell's equations. */
  public String getText() {
    return text;
  }

  /** The cell's switches that are set. */
  public Map<String, Boolean> getSwitches() {
    return new TreeMap<>(switches);
  }

  /** The cell's numbers that are set. */
  public Map<String, Double> getNumbers() {
    return new TreeMap<>(numbers);
  }

  /** How many layers of the cell are stacked. */
  public int getLayers() {
    return layers;
  }

  /** The network that this layer is the recurrent part of; its head is without meaning. */
  NetworkSpec network() {
    return new NetworkSpec(
        CellDefinition.parse(cell, text),
        new CellOptions(switches, numbers),
        Math.toIntExact(getNIn()),
        Math.toIntExact(getNOut()),
        layers,
        1,
        Head.EVERY_STEP,
        Loss.MSE,
        0,
        1,
        1);
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    RunningCellLayer layer = new RunningCellLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialise));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return CellLayerParameters.INSTANCE;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long numbersHeld = initializer().numParams(this);
    return new LayerMemoryReport.Builder(getLayerName(), CellLayer.class, inputType, inputType)
        .standardMemory(numbersHeld, numbersHeld)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }
}

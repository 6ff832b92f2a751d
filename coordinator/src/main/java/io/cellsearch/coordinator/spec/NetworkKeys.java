package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.ParameterForm;
import io.cellsearch.coordinator.spec.form.ParameterKind;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.Setting;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.ParameterValue;
import java.util.List;

/** The keys of the section model that every network has, whatever its cell. */
final class NetworkKeys {
  static final Key<Setting> UNITS =
      Key.standard(
          "units",
          ParameterForm.searched(ParameterKind.whole(1, 4096)),
          "32",
          "length of a layer's state");
  static final Key<Setting> LAYERS =
      Key.standard(
          "layers", ParameterForm.searched(ParameterKind.whole(1, 8)), "1", "stacked layers");
  static final Key<Setting> BIDIRECTIONAL =
      Key.standard(
          "bidirectional",
          ParameterForm.searched(ParameterKind.flag()),
          "false",
          "whether a second layer beside each reads sequences from their end");
  static final Key<Setting> DROPOUT =
      Key.standard(
          "dropout",
          ParameterForm.searched(ParameterKind.real(new RealForm(0, true, 1, false))),
          "0",
          "share of a layer's outputs that training drops");

  static final Key<Setting> INITIALISATION =
      Key.optional(
          "initialisation",
          ParameterForm.searched(
              ParameterKind.word(
                  OneOfForm.words(List.of("standard", "pytorch", "greff", "zero-bias", "chrono")))),
          "how weights are drawn before training; by default standard, as the cell's text says");

  static final Key<Setting> INPUT_DROPOUT =
      Key.optional(
          "input_dropout",
          ParameterForm.searched(ParameterKind.real(new RealForm(0, true, 1, false))),
          "share of the input's numbers that training drops; by default none");
  static final Key<Setting> RECURRENT_DROPOUT =
      Key.optional(
          "recurrent_dropout",
          ParameterForm.searched(ParameterKind.real(new RealForm(0, true, 1, false))),
          "share of units that recurrent matrices miss in training, the same at all steps of a"
              + " sequence; by default none");

  static final Key<Setting> LAYER_NORM =
      Key.optional(
          "layer_norm",
          ParameterForm.searched(ParameterKind.flag()),
          "whether each layer's outputs are normalised over its units; by default not");

  static final Key<Setting> EMBEDDING =
      Key.optional(
          "embedding",
          ParameterForm.searched(ParameterKind.whole(1, 4096)),
          "length of the vectors that tokens are looked up as, where a task reads tokens");

  /** Parameters only where the file gives them. */
  static final List<Key<Setting>> OPTIONAL =
      List.of(INITIALISATION, INPUT_DROPOUT, LAYER_NORM, EMBEDDING);

  private NetworkKeys() {}

  /** Whether a domain of words or switches has a value. */
  static boolean allows(Domain domain, ParameterValue value) {
    return domain instanceof Domain.Choice choice
        ? choice.values().contains(value)
        : domain instanceof Domain.Constant constant && constant.value().equals(value);
  }
}

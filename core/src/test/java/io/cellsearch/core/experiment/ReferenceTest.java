package io.cellsearch.core.experiment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ReferenceTest {
  @Test
  void aReferenceThatIsNoNumberIsRefusedWhereverItIsMade() {
    assertThatThrownBy(() -> new Reference("last value", Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("last value must be finite, but got NaN and 1.0");
    assertThatThrownBy(() -> new Reference("last value", 1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

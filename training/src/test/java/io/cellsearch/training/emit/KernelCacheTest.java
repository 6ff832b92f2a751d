package io.cellsearch.training.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.training.kernel.CellKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels are made once, and the one that was not used for longest goes first. */
@Tag("unit")
final class KernelCacheTest {
  private final List<Byte> made = new ArrayList<>();
  private final KernelCache cache = new KernelCache(2);

  private CellKernel get(int number) {
    return cache.get(
        new byte[] {(byte) number},
        bytes -> {
          made.add(bytes[0]);
          return (loop, arena, offsets, time, batch, padded, slotStride) -> {};
        });
  }

  @Test
  void equalBytesHaveOneKernel() {
    assertThat(get(1)).isSameAs(get(1));
    assertThat(made).containsExactly((byte) 1);
  }

  @Test
  void theOneThatWasNotUsedForLongestMakesRoom() {
    get(1);
    get(2);
    get(1);
    get(3);

    get(1);
    assertThat(made).as("1 was used after 2").containsExactly((byte) 1, (byte) 2, (byte) 3);
    get(2);
    assertThat(made).containsExactly((byte) 1, (byte) 2, (byte) 3, (byte) 2);
  }
}

package io.cellsearch.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class MemoryTest {
  @Test
  void sizesAreReadAsPeopleWriteThem() {
    assertThat(Memory.parse("512M")).isEqualTo(512L << 20);
    assertThat(Memory.parse("4g")).isEqualTo(4L << 30);
    assertThat(Memory.parse("1TiB")).isEqualTo(1L << 40);
  }

  @Test
  void whatIsNoSizeIsRefusedInWords() {
    for (String text : new String[] {"", "4", "G", "-1G", "1.5G", "4 G", "4K", "4GX"}) {
      assertThatThrownBy(() -> Memory.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("for instance 512M or 4G, but got " + text);
    }
    assertThatThrownBy(() -> Memory.parse("63M")).hasMessageContaining("at least 64M");
  }

  @Test
  void slotsShareHalfOfTheMachine() {
    assertThat(Memory.standardPerSlot(32L << 30, 4)).isEqualTo(4L << 30);
    assertThat(Memory.standardPerSlot(1L << 30, 64)).isEqualTo(Memory.LEAST);
    assertThat(Memory.physical()).isPositive();
  }

  @Test
  void aRunnersHeapHasRoomForTheCollectorAndForItself() {
    // a quarter more, and 192 MiB
    assertThat(RunnerOptions.heap(4L << 30)).isEqualTo((5L << 30) + (192L << 20));
  }
}

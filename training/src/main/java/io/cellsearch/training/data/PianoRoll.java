package io.cellsearch.training.data;

/**
 * One piece of music.
 *
 * @param steps [time][note]: the MIDI numbers of the pitches that sound, ascending; none is silence
 */
@SuppressWarnings("ArrayRecordComponent") // read once per runner, compared by nobody
public record PianoRoll(int[][] steps) {
  /** The lowest pitch of a piano, A0. */
  public static final int LOWEST = 21;

  /** The highest pitch of a piano, C8. */
  public static final int HIGHEST = 108;

  /** How many pitches there are. */
  public static final int PITCHES = HIGHEST - LOWEST + 1;

  /** How many time steps there are. */
  public int length() {
    return steps.length;
  }
}

package io.cellsearch.benchmarks.cells;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One side of the comparison in a process of its own, which answers a line with a line. */
final class Side implements AutoCloseable {
  static final String NONE = "none";

  private final List<String> command;
  private final Process process;
  private final BufferedWriter out;
  private final BufferedReader in;

  private Side(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a fresh process with one thread for arithmetic. */
  static Side start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("MKL_NUM_THREADS", "1");
    return new Side(command, builder.start());
  }

  /** Whether it has this cell, which it then trains on this workload. */
  boolean prepare(Workload workload, String cell) throws IOException {
    return !ask("prepare " + workload + " " + cell).equals(NONE);
  }

  /** The milliseconds of each step in so many seconds. */
  List<Double> run(double seconds) throws IOException {
    return new ArrayList<>(
        Arrays.stream(ask("run " + seconds).split(" ", -1)).map(Double::valueOf).toList());
  }

  /** Says a line and gives the answer. */
  String ask(String line) throws IOException {
    out.write(line);
    out.newLine();
    out.flush();
    String answer = in.readLine();
    if (answer == null) {
      throw new IOException("the process ended: " + command);
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    out.close();
    process.onExit().join();
  }
}

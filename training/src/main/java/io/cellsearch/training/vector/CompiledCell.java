package io.cellsearch.training.vector;

import io.cellsearch.cells.Cell;
import io.cellsearch.training.emit.BytecodeCompiler;
import io.cellsearch.training.kernel.CellKernel;
import io.cellsearch.training.kernel.Loop;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Planner;
import io.cellsearch.training.plan.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** A cell's plan with its code, for layers of any size. */
public final class CompiledCell {
  private final CellPlan plan;
  private final CellKernel kernel;
  private final boolean givesInputGradient;

  private CompiledCell(CellPlan plan, CellKernel kernel, boolean givesInputGradient) {
    this.plan = plan;
    this.kernel = kernel;
    this.givesInputGradient = givesInputGradient;
  }

  /** Compiles a cell to bytecode. */
  public static CompiledCell compile(Cell cell, Surroundings surroundings) {
    CellPlan plan = Planner.plan(cell, surroundings);
    return of(plan, BytecodeCompiler.compile(loops(plan)), surroundings);
  }

  /** A plan with a kernel that was made of {@link #loops} in whatever way. */
  static CompiledCell of(CellPlan plan, CellKernel kernel, Surroundings surroundings) {
    return new CompiledCell(plan, kernel, surroundings.inputGradient());
  }

  /** Forward loops, then backward loops. */
  static List<Loop> loops(CellPlan plan) {
    List<Loop> loops = new ArrayList<>(plan.forward().loops());
    loops.addAll(plan.backward().loops());
    return loops;
  }

  boolean givesInputGradient() {
    return givesInputGradient;
  }

  CellPlan plan() {
    return plan;
  }

  CellKernel kernel() {
    return kernel;
  }
}

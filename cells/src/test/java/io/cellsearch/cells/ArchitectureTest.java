package io.cellsearch.cells;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.cellsearch.cells",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule NOTHING_BUT_THE_JDK =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "io.cellsearch.cells..");

  @ArchTest
  static final ArchRule LANGUAGE_AND_GRAPH_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage("..language..", "..graph..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..", "java.nio..", "java.net..", "java.time..", "java.util.concurrent..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.cellsearch.(**)").should().beFreeOfCycles();
}

package io.cellsearch.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Core decides: it has no clock, thread, logging, static randomness or I/O. */
@AnalyzeClasses(
    packages = "io.cellsearch.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule NOTHING_BUT_THE_JDK_AND_MATHEMATICS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "org.apache.commons.rng..",
              "org.apache.commons.numbers..",
              "org.apache.commons.statistics..",
              "org.ejml..",
              "io.cellsearch.core..");

  @ArchTest
  static final ArchRule NO_INPUT_OUTPUT_OR_THREADS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio.file..",
              "java.net..",
              "java.util.concurrent..",
              "java.util.logging..");

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.cellsearch.core.(*)..").should().beFreeOfCycles();
}

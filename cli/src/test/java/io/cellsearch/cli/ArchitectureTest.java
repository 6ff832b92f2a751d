package io.cellsearch.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.junit.jupiter.api.Tag;

/** Who may see what, in the whole program. */
@Tag("unit")
@AnalyzeClasses(packages = "io.cellsearch", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String SOURCES = "io.cellsearch.";

  @ArchTest static final ArchRule MODULES = modules();

  private static LayeredArchitecture modules() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy(SOURCES + "core..")
        .layer("cells")
        .definedBy(SOURCES + "cells..")
        .layer("frames")
        .definedBy(SOURCES + "frames..")
        .layer("protocol")
        .definedBy(SOURCES + "protocol..")
        .layer("training")
        .definedBy(SOURCES + "training..")
        .layer("worker")
        .definedBy(SOURCES + "worker..")
        .layer("coordinator")
        .definedBy(SOURCES + "coordinator..")
        .layer("cli")
        .definedBy(SOURCES + "cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("coordinator")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("worker")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("training")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("protocol")
        .mayOnlyBeAccessedByLayers("worker", "coordinator", "cli")
        .whereLayer("frames")
        .mayOnlyBeAccessedByLayers("protocol", "training", "worker", "coordinator", "cli");
  }

  @ArchTest
  static final ArchRule ONLY_TRAINING_SEES_ND4J =
      noClasses()
          .that()
          .resideOutsideOfPackage(SOURCES + "training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule ONLY_PROTOCOL_AND_ACTORS_SEE_AKKA =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              SOURCES + "protocol..", SOURCES + "*.actor..", SOURCES + "*.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka..", "scala..");

  @ArchTest
  static final ArchRule ONLY_THE_STORE_SEES_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackage(SOURCES + "coordinator.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.h2..",
              "com.zaxxer..",
              "org.flywaydb..");

  @ArchTest
  static final ArchRule ONLY_HTTP_SEES_JAVALIN =
      noClasses()
          .that()
          .resideOutsideOfPackage(SOURCES + "coordinator.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule THE_SCHEDULER_HAS_NO_THREAD_AND_NO_FILE =
      noClasses()
          .that()
          .resideInAPackage(SOURCES + "coordinator.scheduler..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.util.concurrent..", "java.nio.file..", "java.net..", "akka.."));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.cellsearch.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_IS_READ_OR_WRITTEN_BY_JAVA_SERIALIZATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream");
}

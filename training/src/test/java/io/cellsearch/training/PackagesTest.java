package io.cellsearch.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** Data, task, trainer, runner: each knows only those before it. */
@Tag("unit")
@AnalyzeClasses(
    packages = "io.cellsearch.training",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class PackagesTest {

  @ArchTest
  static final ArchRule DATA_KNOWS_NOTHING_OF_NETWORKS =
      noClasses()
          .that()
          .resideInAPackage("..training.data..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..training.network..", "..training.task..", "..training.trainer..", "..runner..");

  @ArchTest
  static final ArchRule TASKS_KNOW_NOTHING_OF_TRAINERS =
      noClasses()
          .that()
          .resideInAPackage("..training.task..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..training.optimize..", "..training.trainer..", "..runner..");

  @ArchTest
  static final ArchRule THE_TRAINER_HAS_NO_CLOCK_AND_NO_THREADS =
      noClasses()
          .that()
          .resideInAPackage("..training.trainer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.time..", "..training.runner..")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}

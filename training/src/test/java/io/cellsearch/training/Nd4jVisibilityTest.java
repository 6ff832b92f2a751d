package io.cellsearch.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** ND4J and DL4J stay behind two doors. */
@AnalyzeClasses(packages = "io.cellsearch.training", importOptions = DoNotIncludeTests.class)
final class Nd4jVisibilityTest {
  @ArchTest
  static final ArchRule ONLY_ND4J_AND_DL4J_PACKAGES_SEE_THEM =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.cellsearch.training.nd4j..", "io.cellsearch.training.dl4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.nd4j..", "org.deeplearning4j..", "org.bytedeco..", "org.datavec..");

  @ArchTest
  static final ArchRule NETWORKS_AND_OPTIMIZERS_KNOW_NO_ENGINE_OF_REFERENCE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.cellsearch.training.network..", "io.cellsearch.training.optimize..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.cellsearch.training.nd4j..");
}

package io.cellsearch.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root of all commands. */
@Command(
    name = "cellsearch",
    description = "Distributed hyperparameter search for recurrent networks.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = VersionProvider.class,
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      CoordinatorCommand.class,
      WorkerCommand.class,
      SubmitCommand.class,
      OrderCommands.Pause.class,
      OrderCommands.Resume.class,
      OrderCommands.Stop.class,
      OrderCommands.Cancel.class,
      OrderCommands.Extend.class,
      OrderCommands.Requeue.class,
      CellsCommand.class,
      ExperimentsCommand.class,
      TrialsCommand.class,
      LeaderboardCommand.class,
      ShowCommand.class,
      ImportanceCommand.class,
      CompareCommand.class,
      ExportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the work failed, 2 the input was wrong, 3 the environment is not able.",
      "Results go to standard output, progress and hints to standard error."
    })
public final class CellsearchCommand {}

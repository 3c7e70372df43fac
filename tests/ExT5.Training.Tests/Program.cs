using ExT5.Training.Tests.Checkpoints;

// The crash tests start this program a second time as the process that is killed while it saves.
return args is [SavingProcess.Verb, var folder]
    ? SavingProcess.Run(folder)
    : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();

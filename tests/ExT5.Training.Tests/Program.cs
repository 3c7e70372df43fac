using ExT5.Core;
using ExT5.Training.Tests.Checkpoints;

// The crash tests start this program a second time as the process that is killed while it saves.
if (args is [SavingProcess.Verb, var folder])
    return SavingProcess.Run(folder);
// Before the runner starts tests on several threads.
ExT5Runtime.EnsureLoaded();
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

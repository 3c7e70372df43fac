using ExT5.Core;
using ExT5.Training.Tests;
using ExT5.Training.Tests.Checkpoints;
using ExT5.Training.Tests.Stopping;
using TorchSharp;

// The crash tests start this program a second time as the process that is killed while it saves.
if (args is [SavingProcess.Verb, var folder])
    return SavingProcess.Run(folder);
// The resume tests start it as a run that ends and another that goes on.
if (args is [TrainingProcess.Verb, var run, var stopAfter, var weightSeed])
    return await TrainingProcess.RunAsync(run, stopAfter, weightSeed);
// The signal tests start it as a run that a signal stops.
if (args is [SignalledProcess.Verb, var signalled, var stubborn])
    return await SignalledProcess.RunAsync(signalled, stubborn);
// Before the runner starts tests on several threads.
ExT5Runtime.EnsureLoaded();
// Test models are tiny and run beside each other; threads that wait for each other made them 20 times slower.
torch.set_num_threads(1);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

using ExT5.Data.Tests;

// The crash tests start this program a second time as the process that is killed while it writes a cache or reads batches.
if (args is [CachingProcess.Verb, var rows, var folder])
    return await CachingProcess.RunAsync(rows, folder);
if (args is [ReadingProcess.Verb, var run, var cache])
    return await ReadingProcess.RunAsync(run, cache);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

using ExT5.Data.Tests;

// The crash tests start this program a second time as the process that is killed while it writes a cache, reads batches or fetches a dataset.
if (args is [CachingProcess.Verb, var rows, var folder])
    return await CachingProcess.RunAsync(rows, folder);
if (args is [ReadingProcess.Verb, var run, var cache])
    return await ReadingProcess.RunAsync(run, cache);
if (args is [HubProcess.Verb, var endpoint, var hubCache])
    return await HubProcess.RunAsync(endpoint, hubCache);
return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

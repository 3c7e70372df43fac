namespace ExT5.Data.Tests;

/// <summary>A process that fetches the training files of a dataset.</summary>
internal static class HubProcess
{
    public const string Verb = "--fetch-dataset";

    public static async Task<int> RunAsync(string endpoint, string cache)
    {
        var options = new HubOptions { Endpoint = new Uri(endpoint), CacheFolder = cache, Token = "", BackOff = TimeSpan.Zero };
        Console.WriteLine(KillableProcess.Ready);
        var files = await new HubDataset("owner/data", null, options).FilesOfAsync(DatasetSplit.Train, new());
        return files.Count == 1 ? 0 : 1;
    }
}

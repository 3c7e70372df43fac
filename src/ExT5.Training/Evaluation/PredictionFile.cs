using System.Globalization;

namespace ExT5.Training;

/// <summary>
/// The answers of one task in a file of JSON lines that appears under its name when it is complete; until then it grows as
/// <c>.partial</c> beside it, so an evaluation that stops leaves an earlier file as it was.
/// </summary>
internal sealed class PredictionFile : IDisposable
{
    private readonly string _path;
    private readonly PredictionLog _log;

    private PredictionFile(string path) => (_path, _log) = (path, PredictionLog.Create(path + ".partial"));

    /// <summary>Starts the file of a task.</summary>
    public static PredictionFile Create(string folder, string task) => new(PathOf(folder, task));

    /// <summary>Where the answers of a task lie; <c>:</c> and <c>#</c> of its name are written as <c>%3A</c> and <c>%23</c>.</summary>
    public static string PathOf(string folder, string task) => Path.Combine(folder, string.Concat(task.Select(c =>
        c is ':' or '#' ? "%" + ((int)c).ToString("X2", CultureInfo.InvariantCulture) : c.ToString())) + ".jsonl");

    public void Write(ScoredPrediction prediction) => _log.Write(prediction);

    public void Complete()
    {
        _log.Dispose();
        File.Move(_path + ".partial", _path, overwrite: true);
    }

    public void Dispose() => _log.Dispose();
}

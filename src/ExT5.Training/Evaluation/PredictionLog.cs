using System.Text.Encodings.Web;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>
/// Writes answers as JSON lines, one an answer: <c>task</c>, <c>input</c>, <c>references</c>, <c>prediction</c>,
/// <c>measurements</c>, and where there are any <c>group</c>, <c>choices</c>, <c>choice_scores</c>.
/// </summary>
/// <remarks>Each answer is handed to the file at once, so a process that dies leaves whole lines and at most one torn one.</remarks>
/// <param name="stream">Receives UTF-8 without a byte order mark; closed with this log.</param>
public sealed class PredictionLog(Stream stream) : IDisposable
{
    private readonly Utf8JsonWriter _writer = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Starts a file; one that is there is replaced.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    public static PredictionLog Create(string path) => new(Open(path, FileMode.Create));

    /// <summary>Goes on with a file, or starts it; a last line that was torn is cut off.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    public static PredictionLog Append(string path)
    {
        var stream = Open(path, FileMode.OpenOrCreate);
        stream.SetLength(EndOfLastLine(stream));
        stream.Seek(0, SeekOrigin.End);
        return new PredictionLog(stream);
    }

    /// <summary>Reads the answers of a file, line by line.</summary>
    /// <param name="path">A file that a log wrote.</param>
    /// <exception cref="DataSourceException">The file is missing, or a line is no answer.</exception>
    public static IEnumerable<ScoredPrediction> Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) throw new DataSourceException(path, null, "The file of predictions does not exist.");
        return File.ReadLines(path).Select((line, i) => Parse(path, i + 1, line));
    }

    /// <summary>Writes the answers behind a score.</summary>
    public void Write(TaskScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        foreach (var prediction in score.Predictions) Write(prediction);
    }

    /// <summary>Writes one answer.</summary>
    public void Write(ScoredPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        JsonSerializer.Serialize(_writer, prediction, EvaluationJson.Default.ScoredPrediction);
        _writer.Flush();
        _writer.Reset();
        stream.WriteByte((byte)'\n');
        stream.Flush();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _writer.Dispose();
        stream.Dispose();
    }

    private static FileStream Open(string path, FileMode mode)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.Read);
    }

    private static long EndOfLastLine(FileStream stream)
    {
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n') return end;
        }
        return 0;
    }

    private static ScoredPrediction Parse(string path, long line, string text)
    {
        const string Rule = "The line is no prediction: an object with task, input, references, prediction and measurements.";
        try
        {
            return JsonSerializer.Deserialize(text, EvaluationJson.Default.ScoredPrediction) is
            { Task: not null, Input: not null, References: not null, Prediction: not null, Measurements: not null } read
                ? read
                : throw new DataSourceException(path, line, Rule);
        }
        catch (JsonException problem)
        {
            throw new DataSourceException(path, line, Rule, problem);
        }
    }
}

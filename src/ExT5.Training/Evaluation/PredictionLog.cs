using System.Text.Encodings.Web;
using System.Text.Json;

namespace ExT5.Training;

/// <summary>
/// Writes answers as JSON lines, one an answer: <c>task</c>, <c>input</c>, <c>references</c>, <c>prediction</c>,
/// <c>measurements</c>.
/// </summary>
/// <param name="stream">Receives UTF-8 without a byte order mark; closed with this log.</param>
public sealed class PredictionLog(Stream stream) : IDisposable
{
    private readonly Utf8JsonWriter _writer = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Starts a file; one that is there is replaced.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    public static PredictionLog Create(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new PredictionLog(File.Create(path));
    }

    /// <summary>Writes the answers behind a score.</summary>
    public void Write(TaskScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        foreach (var prediction in score.Predictions)
        {
            JsonSerializer.Serialize(_writer, prediction, EvaluationJson.Default.ScoredPrediction);
            _writer.Flush();
            _writer.Reset();
            stream.WriteByte((byte)'\n');
        }
        stream.Flush();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _writer.Dispose();
        stream.Dispose();
    }
}

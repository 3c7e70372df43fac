using System.Text;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>Writes a report as JSON.</summary>
internal static class ContaminationJson
{
    public static string Write(ContaminationReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            Write(json, "training", report.Training);
            Write(json, "evaluation", report.Evaluation);
            json.WriteStartArray("pairs");
            foreach (var pair in report.Pairs) Write(json, pair);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<CheckedTask> tasks)
    {
        json.WriteStartObject(name);
        foreach (var task in tasks) json.WriteNumber(task.Name, task.Rows);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ContaminationPair pair)
    {
        json.WriteStartObject();
        json.WriteString("training", pair.Training);
        json.WriteString("evaluation", pair.Evaluation);
        json.WriteNumber("share", pair.Share);
        Write(json, "examples", pair.Examples);
        Write(json, "exact", pair.Exact);
        Write(json, "trainingRows", pair.TrainingRows);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}

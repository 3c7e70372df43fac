using System.Text.Encodings.Web;
using System.Text.Json;

namespace ExT5.Core;

/// <summary>Writes a configuration as PEFT does: entries sorted, indented by two.</summary>
internal static class AdapterConfigWriter
{
    /// <param name="config">The configuration.</param>
    /// <param name="model">The model's sizes.</param>
    /// <param name="indented">Whether on many lines, as in files.</param>
    public static byte[] Json(AdapterConfig config, T5Config model, bool indented = true)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new() { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in Entries(config, model).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(key);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(AdapterConfig config, T5Config model) =>
    [
        .. config.Entries(model),
        new("auto_mapping", null),
        new("base_model_name_or_path", config.BaseModel),
        new("inference_mode", true),
        new("peft_type", config.PeftType),
        new("revision", null),
        new("task_type", "SEQ_2_SEQ_LM"),
    ];

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case IReadOnlyList<string> names: WriteList(writer, names); break;
            case IReadOnlyList<int> numbers: WriteList(writer, numbers); break;
            case IReadOnlyDictionary<string, int> numbers: WriteObject(writer, numbers); break;
            case IReadOnlyDictionary<string, double> numbers: WriteObject(writer, numbers); break;
            default: throw new ArgumentException($"No entry is of type {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteList<T>(Utf8JsonWriter writer, IReadOnlyList<T> values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
            Write(writer, value);
        writer.WriteEndArray();
    }

    private static void WriteObject<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> values)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in values)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }
}

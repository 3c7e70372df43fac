using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExT5.Data;

/// <summary>Reads whole numbers of JSON that are written as 1.0 too, as programs with floating-point columns write them.</summary>
/// <param name="handling">Says whether numbers may be texts; null for what the options say.</param>
internal sealed class WholeNumberConverter<T>(JsonNumberHandling? handling = null) : JsonConverter<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => Within(number),
        JsonTokenType.Number when reader.TryGetUInt64(out var number) => Within(number),
        JsonTokenType.Number when reader.TryGetDouble(out var number) => Within(WholeNumber.Of(number)),
        JsonTokenType.String when MayBeText(options) => Within(WholeNumber.Parse(reader.GetString())),
        // Without a message the serializer says which type is wanted, and where.
        _ => throw new JsonException(),
    };

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Within(WholeNumber.Parse(reader.GetString()));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteRawValue(Text(value));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(Text(value));

    private static T Within(Int128? number) => number is { } whole && whole >= Int128.CreateChecked(T.MinValue) && whole <= Int128.CreateChecked(T.MaxValue)
        ? T.CreateTruncating(whole)
        : throw new JsonException();

    private static string Text(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    private bool MayBeText(JsonSerializerOptions options) =>
        (handling ?? options.NumberHandling).HasFlag(JsonNumberHandling.AllowReadingFromString);
}

using System.Text.Json.Serialization;

namespace ExT5.Data;

/// <summary>How explanations are written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MixtureExplanation))]
internal sealed partial class MixtureJson : JsonSerializerContext;

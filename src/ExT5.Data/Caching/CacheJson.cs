using System.Text.Json.Serialization;

namespace ExT5.Data;

/// <summary>How the JSON files of a cache are written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CacheManifest))]
[JsonSerializable(typeof(StatisticsFile))]
[JsonSerializable(typeof(SourceFile[]))]
internal sealed partial class CacheJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace ExT5.Training;

/// <summary>How evaluation results are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ScoredPrediction))]
[JsonSerializable(typeof(EvaluationTable))]
internal sealed partial class EvaluationJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace ExT5.Training;

/// <summary>How evaluation results are written as JSON; a number that is none is written as the text <c>NaN</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ScoredPrediction))]
[JsonSerializable(typeof(EvaluationTable))]
[JsonSerializable(typeof(EvaluationContent))]
[JsonSerializable(typeof(EvaluationComparison))]
internal sealed partial class EvaluationJson : JsonSerializerContext;

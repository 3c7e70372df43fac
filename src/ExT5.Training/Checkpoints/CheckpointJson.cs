using System.Text.Json.Serialization;

namespace ExT5.Training;

/// <summary>How the JSON files of a checkpoint are written.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CheckpointManifest))]
[JsonSerializable(typeof(RunFolderOwner))]
[JsonSerializable(typeof(TrainerFile))]
internal sealed partial class CheckpointJson : JsonSerializerContext;

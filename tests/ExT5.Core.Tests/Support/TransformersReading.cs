using System.Text.Json.Nodes;

namespace ExT5.Core.Tests;

/// <summary>
/// What each version of Transformers makes of a saved folder's head, by its own rules: <c>PretrainedConfig</c> with
/// <c>tie_weights</c> of 4.41, and the classes' <c>__post_init__</c> with the symmetric <c>tie_weights</c> of 5.17.
/// </summary>
internal sealed class TransformersReading
{
    private readonly JsonObject _config;
    private readonly HashSet<string> _names;
    private readonly bool _headIsTable;

    public TransformersReading(string folder)
    {
        _config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "config.json")))!.AsObject();
        var tensors = SafetensorsBytes.Read(Path.Combine(folder, "model.safetensors"));
        _names = [.. tensors.Keys];
        _headIsTable = tensors.TryGetValue("lm_head.weight", out var head) && head.equal(tensors["shared.weight"]).all().item<bool>();
    }

    private string Type => (string)_config["model_type"]!;

    private bool Tie => (bool?)_config["tie_word_embeddings"] ?? Type != "mt5";

    private string Stored => !_names.Contains("lm_head.weight") ? "random" : _headIsTable ? "table" : "own";

    public (bool Scaled, string Head) ByVersion4() => (Tie, Tie ? "table" : Stored);

    public (bool Scaled, string Head) ByVersion5()
    {
        var forced = Type is "t5" or "mt5" or "umt5";
        var tie = forced || Tie;
        var scaled = Type switch
        {
            "t5" => (bool?)_config["scale_decoder_outputs"] ?? Tie,
            "mt5" => false,
            _ => tie,
        };
        // Untied, each stack has a table of its own.
        if (!tie && !_names.IsSupersetOf(["encoder.embed_tokens.weight", "decoder.embed_tokens.weight"]))
            return (scaled, "random");
        return (scaled, tie && !_names.Contains("lm_head.weight") ? "table" : Stored);
    }
}

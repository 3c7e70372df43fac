namespace ExT5.Core;

/// <summary>Which of PEFT's <c>init_lora_weights</c> are initial values alone, which a saved adapter has left behind.</summary>
internal static class LoraStart
{
    // They fill A and B and leave the matrix as it is; MiCA then trains A only.
    private static readonly string[] OfFactorsAlone = ["gaussian", "orthogonal", "eva", "mica"];

    /// <exception cref="AdapterException">The start changed the model's own matrices, or is unknown.</exception>
    public static void Check(AdapterJson json)
    {
        if (json.Flag("init_lora_weights") is not null || json.Text("init_lora_weights") is not { } name
            || OfFactorsAlone.Contains(name, StringComparer.OrdinalIgnoreCase))
            return;
        var reason = name.ToLowerInvariant() switch
        {
            var pissa when pissa.StartsWith("pissa", StringComparison.Ordinal) => "it takes the adapter's first values out of the matrices",
            "olora" or "lora_ga" => "it takes the adapter's first values out of the matrices",
            var corda when corda.StartsWith("corda", StringComparison.Ordinal) => "it takes the adapter's first values out of the matrices",
            "loftq" => "it quantizes the matrices",
            _ => "ExT5 does not know it, and some change the matrices",
        };
        throw json.Wrong(
            "init_lora_weights",
            "true, false, " + string.Join(", ", OfFactorsAlone) + $": {reason}, so that the adapter belongs to other ones than the model's. " +
            "Save it in PEFT with path_initial_model_for_weight_conversion, which makes it a plain LoRA, or merge it there and save the model");
    }
}

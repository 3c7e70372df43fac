namespace ExT5.Core;

/// <summary>The words of <c>config.json</c> for choices that are enumerations here.</summary>
internal static class T5ConfigNames
{
    private const string Gate = "gated-";

    private static readonly Dictionary<string, EncoderAttention> Attentions = new()
    {
        ["local"] = EncoderAttention.Local,
        ["transient-global"] = EncoderAttention.TransientGlobal,
    };

    public static EncoderAttention ReadAttention(T5ConfigJson json) =>
        Attentions[json.RequireOneOf("encoder_attention_type", "local", [.. Attentions.Keys])];

    public static string Write(EncoderAttention attention) => Attentions.First(pair => pair.Value == attention).Key;

    /// <summary>
    /// The activation: <c>feed_forward_proj</c> says it, and <c>dense_act_fn</c> and <c>is_gated_act</c>, which
    /// Transformers writes beside it, override it there.
    /// </summary>
    public static FeedForwardActivation ReadActivation(T5ConfigJson json, string fallback)
    {
        string[] allowed = [.. ActivationForm.Functions, .. ActivationForm.Functions.Select(name => Gate + name)];
        var projection = json.RequireOneOf("feed_forward_proj", fallback, allowed);
        var gated = projection.StartsWith(Gate, StringComparison.Ordinal);
        var function = gated ? projection[Gate.Length..] : projection;
        if (projection == "gated-gelu")
            function = "gelu_new";
        return ActivationForm.Find(
            json.RequireOneOf("dense_act_fn", function, ActivationForm.Functions), json.Bool("is_gated_act", gated));
    }

    /// <summary><c>feed_forward_proj</c>.</summary>
    public static string Write(FeedForwardActivation activation) => ActivationForm.Of(activation) switch
    {
        { Gated: false, Function: var function } => function,
        { Function: "gelu_new" or "gelu" } => Gate + "gelu",
        { Function: var function } => Gate + function,
    };
}

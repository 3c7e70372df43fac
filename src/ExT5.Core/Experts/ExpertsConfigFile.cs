using System.Text.Json.Nodes;

namespace ExT5.Core;

/// <summary>The part of a <c>config.json</c> that describes experts.</summary>
internal static class ExpertsConfigFile
{
    private const string Float32 = "float32";

    /// <summary>Routers compute in float32 here, so a file that asks for less is refused.</summary>
    public static ExpertsConfig Read(T5ConfigJson json, int encoderLayers, int decoderLayers)
    {
        json.RequireOneOf("router_dtype", Float32, [Float32]);
        var capacity = json.Int("expert_capacity", 64);
        return new()
        {
            Count = json.Int("num_experts", 8),
            // Version 5 counts places within one token and so never finds an expert full.
            Capacity = json.MajorVersion("transformers_version") >= 5 && capacity > 0 ? int.MaxValue : capacity,
            EncoderStep = json.Int("encoder_sparse_step", Step(encoderLayers, json.Int("num_sparse_encoder_layers", 3))),
            DecoderStep = json.Int("decoder_sparse_step", Step(decoderLayers, json.Int("num_sparse_decoder_layers", 3))),
            RouterBias = json.Bool("router_bias", false),
            JitterNoise = json.Double("router_jitter_noise", 0.01),
            ZLoss = json.Double("router_z_loss_coef", 0.001),
            LoadBalancingLoss = json.Double("router_aux_loss_coef", 0.001),
        };
    }

    /// <summary><c>feed_forward_proj</c>, which published files hold too, says nothing in a Switch model.</summary>
    public static FeedForwardActivation ReadActivation(T5ConfigJson json) =>
        ActivationForm.Find(json.RequireOneOf("dense_act_fn", "relu", ActivationForm.Functions), gated: false);

    public static void Add(JsonObject json, T5Config config, ExpertsConfig experts)
    {
        json["num_experts"] = experts.Count;
        json["expert_capacity"] = experts.Capacity;
        json["num_sparse_encoder_layers"] = SparseLayers(config.EncoderLayers, experts.EncoderStep);
        json["num_sparse_decoder_layers"] = SparseLayers(config.DecoderLayers, experts.DecoderStep);
        json["encoder_sparse_step"] = experts.EncoderStep;
        json["decoder_sparse_step"] = experts.DecoderStep;
        json["router_bias"] = experts.RouterBias;
        json["router_dtype"] = Float32;
        json["router_jitter_noise"] = experts.JitterNoise;
        json["router_ignore_padding_tokens"] = false;
        json["router_z_loss_coef"] = experts.ZLoss;
        json["router_aux_loss_coef"] = experts.LoadBalancingLoss;
    }

    // No sparse layers asked for gives the step its largest value, which makes block 1 sparse: so it is in Transformers,
    // whose comment says otherwise. More sparse layers than layers give 0, and no layer is sparse.
    private static int Step(int layers, int sparse) => sparse > 0 ? layers / sparse : layers;

    private static int SparseLayers(int layers, int step) =>
        Enumerable.Range(0, layers).Count(block => ExpertsConfig.IsSparse(block, step));
}

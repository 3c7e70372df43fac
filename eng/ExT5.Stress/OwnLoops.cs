using ExT5.Core;
using ExT5.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Stress;

/// <summary>What a user's own loop does with models, losses, optimizers, adapters and files.</summary>
internal static class OwnLoops
{
    public static Part[] Losses { get; } =
    [
        new("losses", () => Loss(TinyModel.Make(TinyModel.Config))),
        new("losses, experts", () => Loss(TinyModel.Make(TinyModel.Experts))),
        new("losses, other kernels", () => Loss(TinyModel.Make(TinyModel.Config, new()))),
        new("losses without a scope", Scopeless, Leaves: true),
        new("last uses", LastUse, Leaves: true),
    ];

    public static Part[] Rest { get; } =
    [
        new("optimizers of other types", () => string.Join(" ", Steps(named => new ExT5.Training.AdamW(named)), Steps(named => new Adafactor(named)))),
        new("adapters", () => string.Join(" ", Adapted(new LoraConfig()), Adapted(new Ia3Config()))),
        new("prompts", () => Adapted(new PromptTuningConfig(3))),
        new("files", Files),
        new("search for what is not finite", NotFinite),
    ];

    private static string Loss(T5Model model)
    {
        using (model)
        using (var scope = NewDisposeScope())
        using (var routers = new RouterRecord())
        {
            var tokens = tensor(new long[] { 5, 6, 7, 1, 8, 9, 1, 0 }, [2, 4]);
            var memory = model.Encode(tokens, null, routers: routers);
            var hidden = model.Decode(new T5Inputs(tokens, null, tokens, null, Packed: false), memory, routers);
            var targets = new Seq2SeqTargets(tokens, tokens.ge(Scalars.One).to(ScalarType.Float32));
            var result = new Seq2SeqLoss(ZLoss: 1e-2, LabelSmoothing: 0.1).Compute(model.Logits(hidden), targets);
            var total = model.Config.Experts is { } experts ? result.Loss.add(routers.Losses().Total(experts), Scalars.One) : result.Loss;
            total.backward();
            new GradientClipping(1e-3).Apply(model.parameters());
            return total.item<float>().ToString("R");
        }
    }

    // Each tensor held by its own variable.
    private static string Scopeless()
    {
        using var model = TinyModel.Make(TinyModel.Config);
        using var tokens = tensor(new long[] { 5, 6, 7, 1, 8, 9, 1, 0 }, [2, 4]);
        using var memory = model.Encode(tokens, null);
        using var hidden = model.Decode(new T5Inputs(tokens, null, tokens, null, Packed: false), memory);
        using var logits = model.Logits(hidden);
        using var weights = ones([2, 4]);
        var result = new Seq2SeqLoss(ZLoss: 1e-2).Compute(logits, new Seq2SeqTargets(tokens, weights));
        using var loss = result.Loss;
        using var perToken = result.TokenCrossEntropy;
        loss.backward();
        return loss.item<float>().ToString("R");
    }

    // Nothing holds the model and its input while it runs but the call itself.
    private static string LastUse() => HostSum(TinyModel.Make(TinyModel.Config).Encode(tensor(new long[] { 5, 6, 7, 1, 8, 9, 1, 0 }, [2, 4]), null));

    private static string HostSum(Tensor states)
    {
        using (states)
        using (var sum = states.sum())
            return sum.item<float>().ToString("R");
    }

    private static string Steps(Func<IEnumerable<(string, Parameter)>, IOptimizer> make)
    {
        using var scope = NewDisposeScope();
        using var values = ones([4, 3], ScalarType.Float64);
        var parameter = new Parameter(values);
        using var optimizer = make([("weight", parameter)]);
        for (var step = 0; step < 5; step++)
        {
            parameter.pow(Scalars.Two).sum().backward();
            optimizer.Step(0.1);
            optimizer.ZeroGrad();
        }

        return parameter.sum().item<double>().ToString("R");
    }

    private static string Adapted(AdapterConfig config)
    {
        var folder = Directory.CreateTempSubdirectory("ext5-stress").FullName;
        using var model = TinyModel.Make(TinyModel.Config);
        using (var adapter = T5Adapter.Attach(model, config))
        {
            if (config is not PromptTuningConfig)
            {
                adapter.Merge();
                adapter.Unmerge();
            }

            adapter.Save(folder);
        }

        using var loaded = T5Adapter.Load(model, folder);
        using var tokens = tensor(new long[] { 5, 6, 7, 1 }, [1, 4]);
        using var memory = model.Encode(tokens, null);
        Directory.Delete(folder, recursive: true);
        return HostSum(memory.alias());
    }

    private static string Files()
    {
        var folder = Directory.CreateTempSubdirectory("ext5-stress").FullName;
        using (var model = TinyModel.Make(TinyModel.Config)) model.Save(folder, maxShardBytes: 50_000);
        using var read = T5Model.Load(folder);
        using var encoder = T5EncoderModel.Load(folder);
        Directory.Delete(folder, recursive: true);
        return $"{read.NamedParameters.Count} {encoder.NamedParameters.Count}";
    }

    private static string NotFinite()
    {
        using var model = TinyModel.Make(TinyModel.Config);
        using var tokens = tensor(new long[] { 5, 6, 7, 1 }, [1, 4]);
        using Scalar broken = double.NaN;
        using (no_grad()) model.NamedParameters["decoder.final_layer_norm.weight"].fill_(broken);
        return model.FindNonFinite(new T5Inputs(tokens, null, tokens, null, Packed: false))!.Layer;
    }
}

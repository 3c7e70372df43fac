using ExT5.Core;
using ExT5.Training;
using static TorchSharp.torch;

namespace ExT5.Stress;

/// <summary>The loss by autograd as a user's own loop computes it, with z-loss, and the losses of routers where the model has experts.</summary>
internal sealed class Loss(bool experts) : IPart
{
    private readonly T5Model _model = TinyModel.Make(experts ? TinyModel.Experts : TinyModel.Config);
    private readonly Seq2SeqLoss _loss = new(ZLoss: 1e-2, LabelSmoothing: 0.1, Normalization: LossNormalization.TargetTokens);

    public string Name => experts ? "losses, experts" : "losses";

    public (string Result, long Calls) Run()
    {
        using var scope = NewDisposeScope();
        var tokens = tensor(new long[] { 5, 6, 7, 1, 8, 9, 1, 0 }, [2, 4]);
        using var routers = new RouterRecord();
        var memory = _model.Encode(tokens, null, routers: routers);
        var hidden = _model.Decode(new T5Inputs(tokens, null, tokens, null, Packed: false), memory, routers);
        var targets = new Seq2SeqTargets(tokens, tokens.ge(Scalars.One).to(ScalarType.Float32));
        var result = _loss.Compute(_model.Logits(hidden), targets);
        var total = _model.Config.Experts is { } config ? result.Loss.add(routers.Losses().Total(config), Scalars.One) : result.Loss;
        total.backward();
        _model.zero_grad();
        return (total.item<float>().ToString("R"), 1);
    }
}

using TorchSharp;

namespace ExT5.Core;

/// <summary>Holds a module in evaluation mode (no dropout), and gives it back in the mode it was found in.</summary>
internal readonly struct EvaluationMode : IDisposable
{
    private readonly torch.nn.Module? _training;

    public EvaluationMode(torch.nn.Module module)
    {
        if (!module.training)
            return; // nothing is written, so that many threads may generate at once
        _training = module;
        module.eval();
    }

    public void Dispose() => _training?.train();
}

using static TorchSharp.torch;

namespace ExT5.Training.Tests.Stopping;

/// <summary>Fails in the middle of a step, after parameters were changed.</summary>
internal sealed class FailingOptimizer(IOptimizer inner, long failsAt) : IOptimizer
{
    public long StepCount => inner.StepCount;

    public IReadOnlyDictionary<string, Tensor> State => inner.State;

    public void Step(double learningRate)
    {
        inner.Step(learningRate);
        if (StepCount == failsAt) throw new InvalidDataException("The step failed.");
    }

    public void ZeroGrad() => inner.ZeroGrad();

    public void LoadState(IReadOnlyDictionary<string, Tensor> state, long stepCount) => inner.LoadState(state, stepCount);

    public void Dispose() => inner.Dispose();
}

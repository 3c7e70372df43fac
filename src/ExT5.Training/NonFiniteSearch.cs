using ExT5.Core;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>Finds out what first went wrong in a step whose loss or gradient is not finite.</summary>
internal sealed class NonFiniteSearch(T5Model model)
{
    /// <summary>Runs the step's batches again, without changing anything but torch's generator.</summary>
    /// <param name="batches">The batches, in order.</param>
    /// <param name="seedDropout">Makes dropout draw as it did in the step.</param>
    /// <returns>
    /// The first parameter, output of a layer or logits that is not finite, else the gradient that was the first computed
    /// of those that are not, else the loss.
    /// </returns>
    public NonFiniteTensor Find(IReadOnlyList<DeviceBatch> batches, Action seedDropout)
    {
        // Gradients are recorded so that the same kernels run as in the step.
        using var recording = enable_grad();
        seedDropout();
        foreach (var batch in batches)
            if (model.FindNonFinite(batch.Inputs) is { } found)
                return found;
        return FirstGradient() ?? new("loss", "cross-entropy", NaNs: 1, Infinities: 0, Values: 1);
    }

    private NonFiniteTensor? FirstGradient()
    {
        using var scope = NewDisposeScope();
        var parameters = model.TrainableParameters;
        return BackwardOrder.Of(parameters.Keys)
            .Select(name => parameters[name].grad is { } gradient ? NonFiniteTensor.Of(name, "gradient", gradient) : null)
            .FirstOrDefault(found => found is not null);
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <content>Which parameters are trained.</content>
public sealed partial class T5Model
{
    /// <summary>What is trained on top of this model, if anything; see <see cref="T5Adapter.Attach"/>.</summary>
    public T5Adapter? Adapter { get; internal set; }

    /// <summary>
    /// The parameters that training changes: those of <see cref="NamedParameters"/> that require a gradient, and the
    /// adapter's unless it is merged.
    /// </summary>
    public IReadOnlyDictionary<string, Parameter> TrainableParameters
    {
        get
        {
            using var use = Gate.Use();
            return NamedParameters
                .Concat(Adapter is { IsMerged: false } adapter ? adapter.NamedParameters : [])
                .Where(entry => entry.Value.requires_grad)
                .ToDictionary(entry => entry.Key, entry => entry.Value);
        }
    }

    internal SoftPrompt? Prompt { get; set; }

    /// <summary>Excludes parameters from training; make the optimizer afterwards.</summary>
    /// <param name="patterns">
    /// Names of <see cref="NamedParameters"/>, in which <c>*</c> stands for any characters and <c>?</c> for one:
    /// <c>encoder.*</c>, <c>*.layer_norm.weight</c>.
    /// </param>
    /// <returns>The names that matched.</returns>
    /// <exception cref="ArgumentException">A pattern matches nothing; nothing was changed.</exception>
    public IReadOnlyList<string> Freeze(params IReadOnlyList<string> patterns) => Require(false, patterns);

    /// <summary>Includes parameters in training again; make the optimizer afterwards.</summary>
    /// <param name="patterns">As for <see cref="Freeze"/>.</param>
    /// <returns>The names that matched.</returns>
    /// <exception cref="ArgumentException">A pattern matches nothing; nothing was changed.</exception>
    public IReadOnlyList<string> Unfreeze(params IReadOnlyList<string> patterns) => Require(true, patterns);

    /// <summary>The segment ids of what the encoder gives, when a prompt stands before its input.</summary>
    internal Tensor? MemorySegmentIds(Tensor? segmentIds, bool packed) => Prompt is null ? segmentIds : Prompt.Extend(segmentIds, packed);

    private List<string> Require(bool gradient, IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        using var change = Gate.Change(weights: false);
        var parameters = NamedParameters;
        var names = patterns.SelectMany(pattern => ParameterPattern.Match(pattern, parameters.Keys)).Distinct().ToList();
        foreach (var name in names)
            parameters[name].requires_grad = gradient;
        return names;
    }
}

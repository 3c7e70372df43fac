using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Makes the initial parameters, one after the other from one seeded generator on the CPU, so that a seed gives the
/// same weights on every device. Standard deviations are those of Mesh-TensorFlow's T5 as Transformers ports them; the
/// untied output head is T5X's <c>d_model^-0.5</c>, since the 1 of Transformers starts v1.1 at a loss above 100.
/// </summary>
internal sealed class T5Initializer : IDisposable
{
    private readonly T5Config _config;
    private readonly ScalarType _matrixType;
    private readonly Generator? _generator;

    private T5Initializer(T5Config config, ScalarType matrixType, ulong? seed)
    {
        _config = config;
        _matrixType = matrixType;
        _generator = seed is { } value ? new Generator(value) : null;
    }

    /// <summary>Parameters with random values.</summary>
    public static T5Initializer Seeded(T5Config config, T5ModelOptions options) =>
        new(config, PrecisionRules.MatrixType(options), options.Seed);

    /// <summary>Parameters without values, to be overwritten by a checkpoint.</summary>
    public static T5Initializer Unset(T5Config config, T5ModelOptions options) => new(config, PrecisionRules.MatrixType(options), null);

    /// <summary>A float32 parameter of normal values with mean 0.</summary>
    /// <param name="rows">First dimension.</param>
    /// <param name="columns">Second dimension.</param>
    /// <param name="deviation">Standard deviation before the configuration's factor.</param>
    public Parameter Normal(long rows, long columns, double deviation) => Normal(rows, columns, deviation, ScalarType.Float32);

    /// <summary>The same in the type in which this model keeps its matrices.</summary>
    /// <param name="rows">First dimension.</param>
    /// <param name="columns">Second dimension.</param>
    /// <param name="deviation">Standard deviation before the configuration's factor.</param>
    /// <param name="overflows">Whether products of this matrix exceed float16, so that it stays float32 beside float16.</param>
    public Parameter Matrix(long rows, long columns, double deviation, bool overflows = false) =>
        Normal(rows, columns, deviation, overflows && _matrixType == ScalarType.Float16 ? ScalarType.Float32 : _matrixType);

    /// <summary>A table of embeddings.</summary>
    public Embedding Table(long rows, long columns)
    {
        // TorchSharp registers another tensor than it reads when a table is given at once, and fills one that is not: one without
        // rows, so that nothing is drawn from torch's own generator, which is the user's.
        var table = nn.Embedding(0, 1);
        foreach (var unused in table.parameters())
            unused.Dispose();
        table.weight = Matrix(rows, columns, 1);
        return table;
    }

    /// <summary>A parameter of equal values.</summary>
    public Parameter Scale(long size)
    {
        using Scalar factor = _config.InitializerFactor;
        return OwnedParameter.Of(full(size, factor, ScalarType.Float32));
    }

    /// <summary>A parameter of zeros.</summary>
    public static Parameter Zeros(long size) => OwnedParameter.Of(zeros(size, ScalarType.Float32));

    public void Dispose() => _generator?.Dispose();

    private Parameter Normal(long rows, long columns, double deviation, ScalarType type)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        if (_generator is null)
            return OwnedParameter.Of(empty([rows, columns], type));
        // Drawn in float32 whatever the type, so that a seed means the same weights.
        return OwnedParameter.Of(empty([rows, columns], ScalarType.Float32).normal_(0, _config.InitializerFactor * deviation, _generator).to(type));
    }
}

using TorchSharp;

namespace ExT5.Core;

/// <summary>
/// Numbers handed to native operations. TorchSharp makes a new scalar of each number and may finalize it while the
/// operation still reads it; these live as long as the process. Other numbers are held with <c>using Scalar</c>.
/// </summary>
internal static class Scalars
{
    public static Scalar MinusInfinity { get; } = float.NegativeInfinity;

    public static Scalar Zero { get; } = 0;

    public static Scalar One { get; } = 1;

    public static Scalar False { get; } = false;
}

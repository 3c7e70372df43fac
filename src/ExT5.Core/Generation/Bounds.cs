using System.Numerics;
using System.Runtime.CompilerServices;

namespace ExT5.Core;

/// <summary>Checks a number on its way into a record's property.</summary>
internal static class Bounds
{
    /// <summary>The value, when it is the least allowed or more.</summary>
    public static T AtLeast<T>(T least, T value, [CallerMemberName] string name = "")
        where T : INumber<T>
    {
        if (!(value >= least)) // also refuses NaN
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} or more.");
        return value;
    }

    /// <summary>The value, when it is a number above the limit.</summary>
    public static double Above(double limit, double value, [CallerMemberName] string name = "")
    {
        if (!(value > limit) || double.IsInfinity(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number above {limit}.");
        return value;
    }

    /// <summary>The value, when it is neither NaN nor infinite.</summary>
    public static double Finite(double value, [CallerMemberName] string name = "")
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number.");
        return value;
    }
}

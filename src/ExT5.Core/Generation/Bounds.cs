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

    /// <summary>The value, when it is above 0 and not above 1.</summary>
    public static double Share(double value, [CallerMemberName] string name = "")
    {
        if (!(value > 0 && value <= 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and up to 1.");
        return value;
    }

    /// <summary>The value, when it is above 0 and below 1.</summary>
    public static double Between(double value, [CallerMemberName] string name = "")
    {
        if (!(value > 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and below 1.");
        return value;
    }

    /// <summary>The value, when it is 0 up to 1.</summary>
    public static double Part(double value, [CallerMemberName] string name = "")
    {
        if (!(value >= 0 && value <= 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be 0 up to 1.");
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

using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ExT5.Data;

/// <summary>
/// A contract by which a line of JSON becomes a row that has everything its type asks for. What may be null may also be absent;
/// all else must be there, unless it has a default of its own.
/// </summary>
internal static class StrictContract
{
    /// <summary>The same contract made strict: names, converters and order stay, absent, null and double properties are errors.</summary>
    /// <exception cref="ArgumentException">The type cannot be filled from JSON, or its options do not give its contract.</exception>
    public static JsonTypeInfo<T> Of<T>(JsonTypeInfo<T> type)
    {
        if (type.OriginatingResolver is null || type.Options.TypeInfoResolver is null || !AreAlike(type, type.Options.GetTypeInfo(typeof(T))))
            throw new ArgumentException(
                $"The contract of '{typeof(T)}' is not the one that its options give. Pass options.GetTypeInfo(typeof({typeof(T).Name})), with changes made by a modifier of the resolver.",
                nameof(type));
        var options = new JsonSerializerOptions(type.Options)
        {
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
        };
        options.TypeInfoResolver = type.Options.TypeInfoResolver.WithAddedModifier(MakeStrict);
        foreach (var converter in WholeNumbers.Where(each => !type.Options.Converters.Any(own => own.CanConvert(each.Type!))))
            options.Converters.Add(converter);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    // A contract is made anew with other options, so what was changed in this one alone would be lost.
    private static bool AreAlike(JsonTypeInfo type, JsonTypeInfo given) =>
        type.Properties.Select(each => (each.Name, each.PropertyType, each.IsRequired, each.NumberHandling)).SequenceEqual(
            given.Properties.Select(each => (each.Name, each.PropertyType, each.IsRequired, each.NumberHandling)));

    private static JsonConverter[] WholeNumbers { get; } =
    [
        new WholeNumberConverter<sbyte>(), new WholeNumberConverter<byte>(), new WholeNumberConverter<short>(), new WholeNumberConverter<ushort>(),
        new WholeNumberConverter<int>(), new WholeNumberConverter<uint>(), new WholeNumberConverter<long>(), new WholeNumberConverter<ulong>(),
    ];

    private static void MakeStrict(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        if (type.PolymorphismOptions is null && !type.Properties.Any(IsFilled))
            throw new ArgumentException(
                $"'{type.Type}' has no property that JSON could fill, so that every row would be the same. Give it properties with public setters, or constructor parameters.");
        var elements = new List<ListProperty>();
        var fresh = new Lazy<object?>(() => Fresh(type));
        foreach (var property in type.Properties)
        {
            if (!IsFilled(property)) RowNullability.CheckSetter(type, property);
            else MakeStrict(property, fresh);
            if (property is { Get: { } get, CustomConverter: null, IsExtensionData: false } && RowNullability.OfElements(property) is { } rule)
                elements.Add(new ListProperty(property.Name, get, rule));
        }

        if (elements.Count == 0) return;
        var before = type.OnDeserialized;
        type.OnDeserialized = row =>
        {
            foreach (var each in elements) each.Check(row);
            before?.Invoke(row);
        };
    }

    private static void MakeStrict(JsonPropertyInfo property, Lazy<object?> fresh)
    {
        if (property.NumberHandling is { } handling && property.CustomConverter is null && Converter(property.PropertyType, handling) is { } converter)
            (property.CustomConverter, property.NumberHandling) = (converter, null);
        if (property.IsExtensionData || RowNullability.MayBeNull(property)) return;
        if (!property.PropertyType.IsValueType) property.IsSetNullable = false;
        if (property.AssociatedParameter is { IsMemberInitializer: false } parameter)
            property.IsRequired |= !parameter.HasDefaultValue;
        else if (fresh.Value is not { } empty || !HoldsSomething(property, empty))
            property.IsRequired = true;
    }

    private static bool IsFilled(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    // Only an object made without arguments shows the initial values of its properties.
    private static object? Fresh(JsonTypeInfo type)
    {
        try
        {
            return type.CreateObject?.Invoke();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;
        }
    }

    // Nothing, 0, false and empty texts are what a property holds that waits to be filled, whether written out or not.
    private static bool HoldsSomething(JsonPropertyInfo property, object empty)
    {
        try
        {
            return property.Get?.Invoke(empty) switch
            {
                string text => text.Length > 0,
                bool flag => flag,
                IList list => list.Count > 0,
                IConvertible number when Convert.GetTypeCode(number) is >= TypeCode.SByte and <= TypeCode.Decimal =>
                    Convert.ToDouble(number, CultureInfo.InvariantCulture) != 0,
                _ => false,
            };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static JsonConverter? Converter(Type type, JsonNumberHandling handling) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => null,
        TypeCode.SByte => new WholeNumberConverter<sbyte>(handling),
        TypeCode.Byte => new WholeNumberConverter<byte>(handling),
        TypeCode.Int16 => new WholeNumberConverter<short>(handling),
        TypeCode.UInt16 => new WholeNumberConverter<ushort>(handling),
        TypeCode.Int32 => new WholeNumberConverter<int>(handling),
        TypeCode.UInt32 => new WholeNumberConverter<uint>(handling),
        TypeCode.Int64 => new WholeNumberConverter<long>(handling),
        TypeCode.UInt64 => new WholeNumberConverter<ulong>(handling),
        _ => null,
    };
}

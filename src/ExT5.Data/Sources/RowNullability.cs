using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ExT5.Data;

/// <summary>What the types of properties say about null. A type that says nothing takes none.</summary>
internal static class RowNullability
{
    // Trimmed programs lack what reflection would tell; there the contract's own knowledge has to do.
    private static readonly bool IsKnown =
        !AppContext.TryGetSwitch("System.Reflection.NullabilityInfoContext.IsSupported", out var isSupported) || isSupported;

    /// <summary>True for a property that takes null, and so may also be absent.</summary>
    public static bool MayBeNull(JsonPropertyInfo property)
    {
        var type = property.PropertyType;
        if (type.IsValueType) return Nullable.GetUnderlyingType(type) is not null;
        var parameter = property.AssociatedParameter is { IsMemberInitializer: false } own ? own : null;
        if (!IsKnown) return parameter?.IsNullable ?? property.IsSetNullable;
        var context = new NullabilityInfoContext();
        return parameter?.AttributeProvider is ParameterInfo written ? context.Create(written).WriteState == NullabilityState.Nullable
            : InfoOf(property, context) is { } info ? info.WriteState == NullabilityState.Nullable
            : parameter?.IsNullable ?? property.IsSetNullable;
    }

    /// <summary>What a property says about the elements of its list; null when it has none that could be null.</summary>
    public static ElementRule? OfElements(JsonPropertyInfo property) =>
        ElementRule.Of(property.PropertyType, IsKnown ? InfoOf(property, new NullabilityInfoContext()) : null);

    /// <summary>Refuses a property that looks as if it were filled, and never is.</summary>
    public static void CheckSetter(JsonTypeInfo type, JsonPropertyInfo property)
    {
        if (property.AttributeProvider is PropertyInfo { SetMethod.IsPublic: false } info && !info.IsDefined(typeof(JsonIgnoreAttribute), inherit: true))
            throw new ArgumentException(
                $"Property '{property.Name}' of '{type.Type}' has a setter that is not public, so that it would never be filled. Mark it [JsonInclude], or [JsonIgnore] when it should not.");
    }

    private static NullabilityInfo? InfoOf(JsonPropertyInfo property, NullabilityInfoContext context) => property.AttributeProvider switch
    {
        PropertyInfo info => context.Create(info),
        FieldInfo info => context.Create(info),
        _ => null,
    };
}

/// <summary>What elements of a list, or values of a dictionary, may be.</summary>
/// <param name="MayBeNull">True when the type says so.</param>
/// <param name="Inner">What their own elements may be; null when they have none that could be null.</param>
internal sealed record ElementRule(bool MayBeNull, ElementRule? Inner)
{
    public static ElementRule? Of(Type type, NullabilityInfo? info)
    {
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type) || typeof(JsonNode).IsAssignableFrom(type)) return null;
        var arguments = type.GenericTypeArguments;
        var (element, about) = type.IsArray ? (type.GetElementType()!, info?.ElementType)
            : arguments.Length is 1 or 2 ? (arguments[^1], info?.GenericTypeArguments.ElementAtOrDefault(arguments.Length - 1))
            : (typeof(object), null);
        var inner = Of(element, about);
        var mayBeNull = element.IsValueType || about?.ReadState == NullabilityState.Nullable;
        return mayBeNull && inner is null ? null : new ElementRule(mayBeNull, inner);
    }

    /// <summary>Where in a list an element is null that should not be, as <c>[1]</c> or <c>['key'][0]</c>; null when none is.</summary>
    public string? FirstNull(object? list)
    {
        switch (list)
        {
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                    if (Problem(entry.Value) is { } problem) return $"['{entry.Key}']{problem}";
                return null;
            case IEnumerable elements:
                var place = 0;
                foreach (var element in elements)
                {
                    if (Problem(element) is { } problem) return $"[{place}]{problem}";
                    place++;
                }
                return null;
            default:
                return null;
        }
    }

    private string? Problem(object? element) => element is null ? MayBeNull ? null : "" : Inner?.FirstNull(element);
}

namespace ExT5.Data;

/// <summary>A token that a file gives an id, with the file for messages.</summary>
internal readonly record struct NamedToken(AddedToken Token, string Source);

/// <summary>A token that a file calls special by a key (<c>pad_token</c>), without an id.</summary>
internal readonly record struct SpecialName(string Key, string Content, string Source);

/// <summary>What the files beside a vocabulary say of its ids, before it is compared with the vocabulary.</summary>
internal sealed record TokenizerSettings
{
    public static TokenizerSettings None { get; } = new();

    /// <summary>Sentinels that Transformers adds behind the pieces; null when nothing says.</summary>
    public int? ExtraIds { get; init; }

    /// <summary>The file that says it.</summary>
    public string ExtraIdsSource { get; init; } = "";

    /// <summary>Whether text behind an added token begins with a space of its own: Transformers' default.</summary>
    public bool? Legacy { get; init; }

    public IReadOnlyList<NamedToken> Tokens { get; init; } = [];

    public IReadOnlyList<SpecialName> Specials { get; init; } = [];
}

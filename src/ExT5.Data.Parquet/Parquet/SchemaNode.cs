namespace ExT5.Data.Parquet;

/// <summary>A column, or a group of columns, with the levels of Dremel that tell whether it is there and how often.</summary>
internal sealed class SchemaNode(SchemaElement element, SchemaNode? parent)
{
    private readonly List<SchemaNode> _children = [];

    public SchemaElement Element { get; } = element;

    /// <summary>Names from the root, with points between.</summary>
    public string Path { get; } = parent?.Parent is null ? element.Name : $"{parent.Path}.{element.Name}";

    public SchemaNode? Parent { get; } = parent;

    public IReadOnlyList<SchemaNode> Children => _children;

    /// <summary>Names of the children.</summary>
    public string[] Names { get; private set; } = [];

    public bool IsRepeated => Element.Repetition == 2;

    /// <summary>The definition level from which on it is there.</summary>
    public int Definition { get; } = parent is null ? 0 : parent.Definition + (element.Repetition == 0 ? 0 : 1);

    /// <summary>The repetition level at which another of it starts.</summary>
    public int Repetition { get; } = parent is null ? 0 : parent.Repetition + (element.Repetition == 2 ? 1 : 0);

    public bool IsLeaf => Element.Type is not null;

    /// <summary>Place of its first leaf among the columns.</summary>
    public int FirstLeaf { get; private set; }

    /// <summary>Number of its leaves.</summary>
    public int Leaves { get; private set; }

    /// <summary>It stands for the repeated group inside of it.</summary>
    public bool IsWrapper => !IsLeaf && Element.Meaning is Meaning.List or Meaning.Map && Children is [{ IsRepeated: true }];

    /// <summary>As a repeated group in a list: its one child is the item (the rules for older files in LogicalTypes.md).</summary>
    public bool ChildIsItem => !IsLeaf && Children.Count == 1 && Parent is { Element.Meaning: Meaning.List } list
        && Element.Name != "array" && Element.Name != $"{list.Element.Name}_tuple";

    /// <summary>Builds the tree; the columns are its leaves in the order of the file.</summary>
    public static SchemaNode Build(IReadOnlyList<SchemaElement> elements, List<SchemaNode> leaves, MemoryBudget budget)
    {
        if (elements.Count == 0) throw new FormatException("The file has no schema.");
        var (place, root) = (1, new SchemaNode(elements[0] with { Name = "", Type = null, Repetition = 0 }, null));
        root.Fill(elements, ref place, leaves, budget, depth: 0);
        return place == elements.Count ? root : throw new FormatException("The schema has elements that belong to no group.");
    }

    private void Fill(IReadOnlyList<SchemaElement> elements, ref int place, List<SchemaNode> leaves, MemoryBudget budget, int depth)
    {
        const int maxDepth = 40;
        if (depth > maxDepth) throw new FormatException($"The schema nests deeper than {maxDepth}.");
        FirstLeaf = leaves.Count;
        for (var i = 0; i < Element.Children; i++)
        {
            if (place >= elements.Count) throw new FormatException("The schema ends too early.");
            // A long name of a group comes again in the path of each column inside.
            budget.Take(sizeof(char) * (Path.Length + 1L + elements[place].Name.Length));
            var child = new SchemaNode(elements[place++], this);
            if (child.Element.Repetition is < 0 or > 2) throw new FormatException($"Column '{child.Path}' has the unknown repetition {child.Element.Repetition}.");
            if (child.IsLeaf)
            {
                (child.FirstLeaf, child.Leaves) = (leaves.Count, 1);
                leaves.Add(child);
            }
            else child.Fill(elements, ref place, leaves, budget, depth + 1);
            _children.Add(child);
        }
        Leaves = leaves.Count - FirstLeaf;
        Names = [.. _children.Select(child => child.Element.Name)];
        if (Leaves == 0 && depth > 0) throw new FormatException($"The group '{Path}' has no columns.");
        if (Names.Distinct().Count() != Names.Length) throw new FormatException($"Two columns of '{Path}' have the same name.");
    }
}

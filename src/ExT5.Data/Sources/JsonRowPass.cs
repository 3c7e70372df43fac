using System.Text.Json;

namespace ExT5.Data;

/// <summary>One pass over a JSON file: follows the path to its value, then notes where each row starts and ends.</summary>
internal sealed class JsonRowPass(JsonRowFinder finder, int maxRowBytes)
{
    private readonly GrowingRowIndex _index = new();
    private int _matched;
    private bool _valueIsNext = finder.Steps.Count == 0, _done;
    private bool _inside, _besideRows = true;
    private int _rows; // Depth of the container of rows.
    private long _start = -1;
    private bool _whole;
    private long _leftOut;

    /// <summary>Where in its chunk the last token lies.</summary>
    public long Offset { get; private set; }

    /// <summary>The JSON path of what is read, for errors.</summary>
    public string Place => $"$.{string.Join('.', finder.Steps.Take(_matched))}".TrimEnd('.') + (_inside && !_whole ? $"[{_index.Count}]" : "");

    /// <summary>Takes the tokens of a chunk; returns how many of its bytes are done with.</summary>
    /// <param name="chunk">The bytes.</param>
    /// <param name="position">Where they stand in the file.</param>
    /// <param name="isEnd">None follow.</param>
    /// <param name="state">Of the reader.</param>
    /// <param name="leftOut">Bytes of the last token that are in the file and not in the chunk.</param>
    public int Take(ReadOnlySpan<byte> chunk, long position, bool isEnd, ref JsonReaderState state, long leftOut = 0)
    {
        _leftOut = leftOut;
        var reader = new Utf8JsonReader(chunk, isEnd, state);
        while (reader.Read())
        {
            Offset = reader.TokenStartIndex;
            Token(ref reader, position);
        }
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    /// <summary>The rows, when the file has ended.</summary>
    public RowIndex Finish() => _done
        ? _index
        : throw new FormatException($"There is no '{finder.Steps[_matched]}' here. The path is '{string.Join('.', finder.Steps)}'.");

    private void Token(ref Utf8JsonReader reader, long position)
    {
        if (_inside) RowToken(ref reader, position);
        else if (_done) CheckRest(ref reader);
        else if (_valueIsNext) Enter(ref reader, position);
        else Follow(ref reader);
    }

    // A second property of the same name beside the rows would be left out.
    private void CheckRest(ref Utf8JsonReader reader)
    {
        var depth = finder.Steps.Count;
        if (depth == 0 || !_besideRows) return;
        if (reader.CurrentDepth == depth - 1) _besideRows = false;
        else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth && reader.ValueTextEquals(finder.Steps[^1]))
            throw new FormatException($"The property '{finder.Steps[^1]}' stands twice in one object.");
    }

    private void Follow(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == _matched + 1
            && reader.ValueTextEquals(finder.Steps[_matched]))
            _valueIsNext = ++_matched == finder.Steps.Count;
        else if (reader.CurrentDepth == _matched && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.PropertyName))
            throw new FormatException($"There is no '{finder.Steps[_matched]}' here. The path is '{string.Join('.', finder.Steps)}'.");
    }

    private void Enter(ref Utf8JsonReader reader, long position)
    {
        (_valueIsNext, _inside) = (false, true);
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        if (!isObject && reader.TokenType != JsonTokenType.StartArray)
            throw new FormatException($"An array or an object should stand here, but it is {reader.TokenType}.");
        if (finder.EachProperty && !isObject)
            throw new FormatException("The path ends in '*', so an object should stand here, but it is an array.");
        _whole = isObject && !finder.EachProperty;
        _rows = reader.CurrentDepth - (_whole ? 1 : 0);
        if (_whole) _start = position + reader.TokenStartIndex;
    }

    private void RowToken(ref Utf8JsonReader reader, long position)
    {
        var type = reader.TokenType;
        if (reader.CurrentDepth == _rows)
        {
            (_inside, _done) = (false, true);
            return;
        }

        if (reader.CurrentDepth != _rows + 1) return;
        if (_start < 0) _start = position + reader.TokenStartIndex;
        if (type is JsonTokenType.PropertyName or JsonTokenType.StartArray or JsonTokenType.StartObject) return;
        var length = position + reader.BytesConsumed + _leftOut - _start;
        _index.Add(_start, length, isBad: length > maxRowBytes);
        _start = -1;
        if (_whole) (_inside, _done) = (false, true);
    }
}

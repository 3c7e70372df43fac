using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>The ids decoded so far, row by row, the decoder's start first.</summary>
public sealed class TokenHistory
{
    private int[] _ids;
    private int[] _spare = [];
    private int _capacity;
    private int[] _requestRows; // the request's row behind each row
    private readonly DecodingRequest _request;

    /// <summary>Rows that hold nothing but the decoder's start.</summary>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="startId">Id the decoder starts from.</param>
    public TokenHistory(int rows, int startId)
        : this([.. Enumerable.Repeat(startId, rows)], new DecodingRequest(rows, startId, EosId: -1, int.MaxValue))
    {
    }

    /// <summary>A row for each row of a request, that hold nothing but the decoder's start.</summary>
    /// <param name="request">What is decoded.</param>
    public TokenHistory(DecodingRequest request)
        : this(
            [.. Enumerable.Repeat((request ?? throw new ArgumentNullException(nameof(request))).StartId, request.Rows)],
            request)
    {
    }

    /// <summary>Rows that each start from an id of their own.</summary>
    internal TokenHistory(int[] startIds, DecodingRequest request)
    {
        (_requestRows, _request) = ([.. Enumerable.Range(0, startIds.Length)], request);
        (Rows, Length, _capacity) = (startIds.Length, 1, 16);
        _ids = new int[Rows * _capacity];
        for (var row = 0; row < Rows; row++)
            _ids[row * _capacity] = startIds[row];
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Ids of each row, the decoder's start included; 1 or more.</summary>
    public int Length { get; private set; }

    /// <summary>Ids that each row may still get before it is full.</summary>
    public int Left => _request.MaxNewTokens - (Length - 1);

    /// <summary>The ids of a row, the decoder's start first; valid until the history changes.</summary>
    /// <param name="row">0 up to <see cref="Rows"/> - 1.</param>
    public ReadOnlySpan<int> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return _ids.AsSpan(row * _capacity, Length);
    }

    /// <summary>What a row is decoded from.</summary>
    /// <param name="row">0 up to <see cref="Rows"/> - 1.</param>
    public DecodingInput Input(int row) => _request.Input(_requestRows[row]);

    /// <summary>The last id of every row.</summary>
    public int[] LastTokens()
    {
        var last = new int[Rows];
        for (var row = 0; row < Rows; row++)
            last[row] = _ids[(row * _capacity) + Length - 1];
        return last;
    }

    /// <summary>All ids, int64 [N, L].</summary>
    /// <param name="device">Where the tensor is wanted.</param>
    public Tensor ToTensor(Device device)
    {
        var ids = new long[Rows * Length];
        for (var row = 0; row < Rows; row++)
            for (var position = 0; position < Length; position++)
                ids[(row * Length) + position] = _ids[(row * _capacity) + position];
        return tensor(ids, [Rows, Length], dtype: ScalarType.Int64, device: device);
    }

    /// <summary>Makes row <c>i</c> continue what row <c>rows[i]</c> was.</summary>
    /// <param name="rows">Present rows, in any order and number.</param>
    public void Select(ReadOnlySpan<int> rows)
    {
        if (_spare.Length < rows.Length * _capacity)
            _spare = new int[rows.Length * _capacity];
        for (var row = 0; row < rows.Length; row++)
            Row(rows[row]).CopyTo(_spare.AsSpan(row * _capacity));
        (_ids, _spare, Rows) = (_spare, _ids, rows.Length);
        var requestRows = new int[rows.Length];
        for (var row = 0; row < rows.Length; row++)
            requestRows[row] = _requestRows[rows[row]];
        _requestRows = requestRows;
    }

    /// <summary>Appends one id to every row.</summary>
    /// <param name="tokens">As many ids as there are rows.</param>
    public void Append(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length != Rows)
            throw new ArgumentException($"Got {tokens.Length} tokens for {Rows} rows; give one each.", nameof(tokens));
        if (Length == _capacity)
            Grow();
        for (var row = 0; row < Rows; row++)
            _ids[(row * _capacity) + Length] = tokens[row];
        Length++;
    }

    private void Grow()
    {
        var grown = new int[Rows * _capacity * 2];
        for (var row = 0; row < Rows; row++)
            Row(row).CopyTo(grown.AsSpan(row * _capacity * 2));
        (_ids, _spare, _capacity) = (grown, [], _capacity * 2);
    }
}

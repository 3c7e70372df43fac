namespace ExT5.Data;

/// <summary>Follows a row byte by byte to the line end behind it.</summary>
/// <param name="quoted">Fields may stand in quotes and hold line ends there.</param>
/// <param name="delimiter">Parts fields.</param>
internal sealed class RowScan(bool quoted, byte delimiter)
{
    private State _state;

    private enum State { FieldStart, Field, Quotes, QuoteInQuotes }

    /// <summary>A quote was opened and not closed.</summary>
    public bool IsOpen => _state == State.Quotes;

    /// <summary>Place of the line end behind the row, which may have begun in bytes before; -1 when it lies further on.</summary>
    public int EndIn(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            if (IsEnd(bytes[i])) return i;
        return -1;
    }

    private bool IsEnd(byte next)
    {
        if (next == '"' && quoted && _state != State.Field)
            _state = _state == State.Quotes ? State.QuoteInQuotes : State.Quotes;
        else if (_state != State.Quotes)
        {
            if (next is (byte)'\n' or (byte)'\r') return true;
            _state = next == delimiter ? State.FieldStart : State.Field;
        }
        return false;
    }
}

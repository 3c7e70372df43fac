namespace ExT5.Data;

/// <summary>The best segmentation up to a position: its score and its last piece (length 0: none yet).</summary>
internal struct BestPath
{
    public float Score;
    public int Length;
    public int Id;
}

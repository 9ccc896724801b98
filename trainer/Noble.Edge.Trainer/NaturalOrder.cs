using System.Globalization;

namespace Noble.Edge.Trainer;

/// <summary>Orders names as a reader does: numbers in them by value, so that <c>x_2</c> comes before <c>x_10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y) =>
        string.Compare(x, y, CultureInfo.InvariantCulture, CompareOptions.NumericOrdering) is not 0 and var order
            ? order
            : string.CompareOrdinal(x, y);
}

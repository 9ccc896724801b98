namespace Noble.Edge.Operator;

/// <summary>A transform of G points as two short ones, G = <see cref="Columns"/> x <see cref="Rows"/>.</summary>
/// <param name="Columns">Length of the transform over the columns, A; 1 where G is prime.</param>
/// <param name="Rows">Length of the transform inside a row, B.</param>
internal readonly record struct TransformFactors(int Columns, int Rows)
{
    /// <summary>Multiply-adds per channel of one direction for <paramref name="modes"/> modes.</summary>
    public long Cost(int modes)
    {
        // The class of mode 0, and of mode A/2 where A is even, meets real numbers: half the products of the others.
        int realClasses = Columns % 2 == 0 ? 2 : 1;
        return ((long)Columns * Columns * Rows) + (4L * modes * Rows) - (2L * modes * Rows * realClasses / Columns);
    }

    /// <summary>The factors of <paramref name="points"/> that cost least.</summary>
    public static TransformFactors Best(int points, int modes)
    {
        var best = new TransformFactors(1, points);
        for (int columns = 2; columns <= points; columns++)
        {
            var factors = new TransformFactors(columns, points / columns);
            if (points % columns == 0 && factors.Cost(modes) < best.Cost(modes))
            {
                best = factors;
            }
        }

        return best;
    }
}

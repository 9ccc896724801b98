namespace Noble.Edge.Operator;

/// <content>The matrices, evaluated in float64 with the angle reduced in integers.</content>
internal sealed unsafe partial class FactoredTransform
{
    // Row 0 is k = 0; rows 2k - 1 and 2k are the real and imaginary part of T[k]; an even A ends with the real k = A/2.
    private static (DenseWeights Forward, DenseWeights Inverse) ColumnMatrices(AlignedArena arena, int columns)
    {
        float[] forward = new float[columns * columns];
        float[] inverse = new float[columns * columns];
        for (int row = 0; row < columns; row++)
        {
            int k = (row + 1) / 2;
            for (int a = 0; a < columns; a++)
            {
                (double sine, double cosine) = Angle((long)k * a, columns);

                float value = (float)(row == 0 || row % 2 == 1 ? cosine : -sine);
                forward[(row * columns) + a] = value;
                inverse[(a * columns) + row] = value;
            }
        }

        return (new DenseWeights(arena, forward, [], columns, columns), new DenseWeights(arena, inverse, [], columns, columns));
    }

    // Forward [2 members, B or 2 B]: the points of T[k], real then imaginary, to each member's real and imaginary part.
    // The inverse is its transpose, as for the columns.
    private static (DenseWeights Forward, DenseWeights Inverse) ClassMatrices(AlignedArena arena, TransformFactors factors, int[] members, int k, bool real)
    {
        int points = factors.Rows;
        int columns = (real ? 1 : 2) * points;
        int rows = 2 * members.Length;
        float[] forward = new float[rows * columns];
        float[] inverse = new float[columns * rows];
        for (int i = 0; i < members.Length; i++)
        {
            int sign = members[i] % factors.Columns == k ? 1 : -1; // a member from above A/2 takes the conjugate of T[k]
            for (int b = 0; b < points; b++)
            {
                (double sine, double cosine) = Angle((long)members[i] * b, factors.Columns * points);
                Put(2 * i, b, cosine);
                Put((2 * i) + 1, b, -sine);
                if (!real)
                {
                    Put(2 * i, points + b, sign * sine);
                    Put((2 * i) + 1, points + b, sign * cosine);
                }
            }
        }

        return (new DenseWeights(arena, forward, [], rows, columns), new DenseWeights(arena, inverse, [], columns, rows));

        void Put(int row, int column, double value)
        {
            forward[(row * columns) + column] = (float)value;
            inverse[(column * rows) + row] = (float)value;
        }
    }

    private static (double Sine, double Cosine) Angle(long numerator, long denominator) =>
        Math.SinCos(2 * Math.PI * (numerator % denominator) / denominator);
}

namespace Noble.Edge.Neurons.Tests;

/// <summary>Gaussian elimination with partial pivoting.</summary>
internal static class DenseSolver
{
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var a = (double[,])matrix.Clone();
        var x = (double[])right.Clone();
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(a[row, column]) > Math.Abs(a[pivot, column]) ? row : pivot;
            }

            for (var k = 0; k < n && pivot != column; k++)
            {
                (a[column, k], a[pivot, k]) = (a[pivot, k], a[column, k]);
            }

            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = a[row, column] / a[column, column];
                for (var k = column; k < n && factor != 0; k++)
                {
                    a[row, k] -= factor * a[column, k];
                }

                x[row] -= factor * x[column];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++)
            {
                x[row] -= a[row, k] * x[k];
            }

            x[row] /= a[row, row];
        }

        return x;
    }
}

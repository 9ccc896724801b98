using System.Numerics;

namespace Noble.Edge.Operator;

/// <summary>
/// Hit-and-run in a convex hull (Smith 1984): from a point along a random line to a point uniform between the line's two exits, again and
/// again. The hull's faces are never made.
/// </summary>
/// <remarks>
/// The point is a mixture of the dimension + 1 corners of one simplex of a triangulation of the points (a regular one: a corner simplex lies
/// at height 0, every other point is lifted to a random height over it, and the lower faces of what results are the simplices). A step along
/// the line ends where a weight becomes 0; the dual simplex method's ratio test gives the simplex beyond that wall, or that there is none:
/// the exit. So the point is a mixture of training points at every moment, and inside whatever rounding does.
/// </remarks>
internal sealed class HullWalk
{
    private const double Pivot = 1e-9; // Smaller elements are rounding; the tableau is of whitened points, of size 1.
    private const int MaximumWalls = 100_000;
    private const int PivotsBeforeRebuild = 200;

    private readonly double[] _points; // [row, point]: whitened coordinates, then a row of ones
    private readonly double[] _heights; // [point]
    private readonly int _rows; // dimensions + 1
    private readonly int _count;
    private readonly int[] _corners; // [row]: the point whose weight a row holds
    private readonly double[] _tableau; // [row, point + row]: inverse of the corners' matrix, times the points and times the identity
    private readonly double[] _costs; // [point + row]: heights over the lifted simplex
    private readonly double[] _weights; // [row]
    private readonly double[] _slopes; // [row]: change of the weights along the line
    private int _pivots;

    /// <param name="whitened">Points that fill all their dimensions, shape [point, dimension].</param>
    /// <param name="count">Points.</param>
    /// <param name="corners">Dimension + 1 affinely independent points.</param>
    /// <param name="random">Draws heights and the first point.</param>
    public HullWalk(ReadOnlySpan<double> whitened, int count, int[] corners, ref SeededRandom random)
    {
        var dimensions = whitened.Length / count;
        (_rows, _count) = (dimensions + 1, count);
        _points = new double[_rows * _count];
        for (var p = 0; p < _count; p++)
        {
            for (var k = 0; k < dimensions; k++)
            {
                _points[(k * _count) + p] = whitened[(p * dimensions) + k];
            }

            _points[(dimensions * _count) + p] = 1;
        }

        _corners = [.. corners];
        _tableau = new double[_rows * Width];
        _costs = new double[Width];
        _weights = new double[_rows];
        _slopes = new double[_rows];
        _heights = new double[_count];
        for (var p = 0; p < _count; p++)
        {
            _heights[p] = Array.IndexOf(corners, p) >= 0 ? 0 : 0.5 + random.NextUniform();
        }

        var total = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            _weights[row] = random.NextExponential();
            total += _weights[row];
        }

        for (var row = 0; row < _rows; row++)
        {
            _weights[row] /= total;
        }

        Rebuild();
    }

    /// <summary>The point: corners by index, shape [row].</summary>
    public ReadOnlySpan<int> Corners => _corners;

    /// <summary>The point: the corners' weights, at least 0, summing to 1, shape [row].</summary>
    public ReadOnlySpan<double> Weights => _weights;

    private int Width => _count + _rows;

    /// <summary>One step of hit-and-run.</summary>
    public void Step(ref SeededRandom random)
    {
        Span<double> direction = stackalloc double[_rows];
        var square = 0.0;
        for (var k = 0; k < _rows - 1; k++)
        {
            direction[k] = random.NextNormal();
            square += direction[k] * direction[k];
        }

        for (var k = 0; k < _rows - 1; k++)
        {
            direction[k] /= Math.Sqrt(square);
        }

        if (_pivots > PivotsBeforeRebuild)
        {
            Rebuild();
        }

        Aim(direction, 1);
        Walk(double.PositiveInfinity);
        Aim(direction, -1);
        var chord = Walk(double.PositiveInfinity);
        Aim(direction, 1);
        Walk(chord * random.NextUniform());
    }

    private void Aim(ReadOnlySpan<double> direction, double sign)
    {
        for (var row = 0; row < _rows; row++)
        {
            var sum = 0.0;
            for (var k = 0; k < _rows - 1; k++)
            {
                sum += _tableau[(row * Width) + _count + k] * direction[k];
            }

            _slopes[row] = sign * sum;
        }
    }

    // Along the line for a length or to the exit; returns the length.
    private double Walk(double length)
    {
        var walked = 0.0;
        for (var wall = 0; wall < MaximumWalls; wall++)
        {
            var (leaving, step) = (-1, length - walked);
            for (var row = 0; row < _rows; row++)
            {
                if (_slopes[row] < -Pivot && -_weights[row] / _slopes[row] < step)
                {
                    (leaving, step) = (row, -_weights[row] / _slopes[row]);
                }
            }

            Advance(step);
            walked += step;
            if (leaving < 0)
            {
                return walked;
            }

            _weights[leaving] = 0;
            var entering = Beyond(leaving);
            if (entering < 0)
            {
                return walked;
            }

            Exchange(leaving, entering);
        }

        throw new InvalidOperationException($"the walk through the hull of {_count} points in {_rows - 1} dimensions did not end after {MaximumWalls} simplices");
    }

    private void Advance(double step)
    {
        var total = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            _weights[row] = Math.Max(0, _weights[row] + (step * _slopes[row]));
            total += _weights[row];
        }

        for (var row = 0; row < _rows; row++)
        {
            _weights[row] /= total;
        }
    }

    // The point that makes a simplex with the wall opposite a corner, on its far side, and keeps the lifted simplices convex; -1 where none is.
    private int Beyond(int leaving)
    {
        var (best, lowest) = (-1, double.PositiveInfinity);
        var row = _tableau.AsSpan(leaving * Width, _count);
        for (var p = 0; p < _count; p++)
        {
            if (row[p] < -Pivot && _costs[p] / -row[p] < lowest)
            {
                (best, lowest) = (p, _costs[p] / -row[p]);
            }
        }

        return best;
    }

    private void Exchange(int leaving, int entering)
    {
        var pivotRow = _tableau.AsSpan(leaving * Width, Width);
        var inverse = 1 / pivotRow[entering];
        for (var i = 0; i < Width; i++)
        {
            pivotRow[i] *= inverse;
        }

        _slopes[leaving] *= inverse;
        for (var row = 0; row < _rows; row++)
        {
            if (row != leaving)
            {
                var line = _tableau.AsSpan(row * Width, Width);
                _slopes[row] -= line[entering] * _slopes[leaving];
                Subtract(line, pivotRow, line[entering]);
            }
        }

        Subtract(_costs, pivotRow, _costs[entering]);
        _corners[leaving] = entering;
        _pivots++;
    }

    private static void Subtract(Span<double> line, ReadOnlySpan<double> pivotRow, double factor)
    {
        var i = 0;
        for (; i <= line.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(line[i..]) - (new Vector<double>(factor) * new Vector<double>(pivotRow[i..]))).CopyTo(line[i..]);
        }

        for (; i < line.Length; i++)
        {
            line[i] -= factor * pivotRow[i];
        }
    }

    // The tableau from its corners, so that rounding does not gather over the exchanges.
    private void Rebuild()
    {
        _pivots = 0;
        var inverse = Inverse();
        Array.Clear(_costs);
        _heights.CopyTo(_costs, 0);
        for (var row = 0; row < _rows; row++)
        {
            var line = _tableau.AsSpan(row * Width, Width);
            line.Clear();
            for (var k = 0; k < _rows; k++)
            {
                var factor = inverse[(row * _rows) + k];
                line[_count + k] = factor;
                Subtract(line[.._count], _points.AsSpan(k * _count, _count), -factor);
            }
        }

        for (var row = 0; row < _rows; row++)
        {
            Subtract(_costs, _tableau.AsSpan(row * Width, Width), _heights[_corners[row]]);
        }
    }

    // Gauss-Jordan with row exchanges.
    private double[] Inverse()
    {
        var n = _rows;
        var matrix = new double[n * 2 * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                matrix[(i * 2 * n) + j] = _points[(i * _count) + _corners[j]];
            }

            matrix[(i * 2 * n) + n + i] = 1;
        }

        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(matrix[(row * 2 * n) + column]));
            var top = matrix.AsSpan(column * 2 * n, 2 * n);
            var line = matrix.AsSpan(pivot * 2 * n, 2 * n);
            for (var j = 0; j < 2 * n; j++)
            {
                (top[j], line[j]) = (line[j], top[j]);
            }

            var scale = 1 / top[column];
            for (var j = 0; j < 2 * n; j++)
            {
                top[j] *= scale;
            }

            for (var row = 0; row < n; row++)
            {
                if (row != column)
                {
                    Subtract(matrix.AsSpan(row * 2 * n, 2 * n), top, matrix[(row * 2 * n) + column]);
                }
            }
        }

        var inverse = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            matrix.AsSpan((i * 2 * n) + n, n).CopyTo(inverse.AsSpan(i * n, n));
        }

        return inverse;
    }
}

using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>A Markov chain of two rows of six states with rungs between them: allosteric activation with inactivation.</summary>
/// <remarks>
/// States are kept as [column][row], row 0 above. One backward Euler step is a block tridiagonal system of six 2×2 blocks. Its
/// matrix is diagonally dominant by columns, so elimination needs no pivots. It runs from both ends at once and meets between
/// columns 2 and 3: two short chains of operations that the processor overlaps, in place of a long one.
/// </remarks>
internal static class MarkovLadder
{
    public const int Columns = 6;
    public const int StateCount = 2 * Columns;

    /// <summary>Index of the upper state of the last column.</summary>
    public const int OpenState = StateCount - 2;

    /// <summary>One step.</summary>
    /// <param name="x">State, shape [column][row][lane]; replaced by the state a step later.</param>
    /// <param name="right">Rate of activation of one sensor times the step; column k has 4 − k sensors left.</param>
    /// <param name="back">Rate of deactivation of one sensor times the step.</param>
    /// <param name="rates">The other rates, times the step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Advance(Span<Lanes> x, Lanes right, Lanes back, in LadderRates rates)
    {
        // Reached here once, so that the bounds are checked once.
        _ = x[StateCount - 1];
        var lowRight = right * LaneMath.Create(rates.RightFactor);
        var lowBack = back * LaneMath.Create(rates.BackFactor);
        var (r2, r3, r4) = (right + right, right * LaneMath.Create(3.0), right * LaneMath.Create(4.0));
        var (s2, s3, s4) = (lowRight + lowRight, lowRight * LaneMath.Create(3.0), lowRight * LaneMath.Create(4.0));
        var (b2, b3, b4) = (back + back, back * LaneMath.Create(3.0), back * LaneMath.Create(4.0));
        var (c2, c3, c4) = (lowBack + lowBack, lowBack * LaneMath.Create(3.0), lowBack * LaneMath.Create(4.0));
        var (opening, closing) = (LaneMath.Create(rates.Opening), LaneMath.Create(rates.Closing));
        var (down0, up0) = (rates.Down, rates.Up);
        var (down1, up1) = (down0 * rates.RightFactor, up0 * rates.BackFactor);
        var (down2, up2) = (down1 * rates.RightFactor, up1 * rates.BackFactor);
        var (down3, up3) = (down2 * rates.RightFactor, up2 * rates.BackFactor);
        var (down4, up4) = (down3 * rates.RightFactor, up3 * rates.BackFactor);

        // From the left: columns 0, 1, 2.
        var n0 = Block.Of(r4, s4, down0, up0).Inverse();
        var (x0, y0) = (x[0], x[1]);
        var n1 = Block.Of(back + r3, lowBack + s3, down1, up1).Without(n0, r4, s4, back, lowBack).Inverse();
        var (x1, y1) = Carry(n0, x0, y0, r4, s4, x[2], x[3]);
        var n2 = Block.Of(b2 + r2, c2 + s2, down2, up2).Without(n1, r3, s3, b2, c2).Inverse();
        var (x2, y2) = Carry(n1, x1, y1, r3, s3, x[4], x[5]);

        // From the right: columns 5, 4, 3.
        var n5 = Block.Of(closing, closing, rates.DownOpen, rates.UpOpen).Inverse();
        var (x5, y5) = (x[10], x[11]);
        var n4 = Block.Of(b4 + opening, c4 + opening, down4, up4).Without(n5, closing, closing, opening, opening).Inverse();
        var (x4, y4) = Carry(n5, x5, y5, closing, closing, x[8], x[9]);
        var m3 = Block.Of(b3 + right, c3 + lowRight, down3, up3).Without(n4, b4, c4, right, lowRight);
        var (x3, y3) = Carry(n4, x4, y4, b4, c4, x[6], x[7]);

        // They meet: column 2 goes into column 3, and back outwards.
        var n3 = m3.Without(n2, r2, s2, b3, c3).Inverse();
        (x3, y3) = Carry(n2, x2, y2, r2, s2, x3, y3);
        (x3, y3) = n3.Apply(x3, y3);
        (x[6], x[7]) = (x3, y3);

        (x2, y2) = n2.Apply(x2 + (b3 * x3), y2 + (c3 * y3));
        (x[4], x[5]) = (x2, y2);
        (x1, y1) = n1.Apply(x1 + (b2 * x2), y1 + (c2 * y2));
        (x[2], x[3]) = (x1, y1);
        (x[0], x[1]) = n0.Apply(x0 + (back * x1), y0 + (lowBack * y1));

        (x4, y4) = n4.Apply(x4 + (right * x3), y4 + (lowRight * y3));
        (x[8], x[9]) = (x4, y4);
        (x[10], x[11]) = n5.Apply(x5 + (opening * x4), y5 + (opening * y4));
    }

    /// <summary>Probabilities that do not change in time, for rates in plain doubles.</summary>
    /// <returns>Shape [column][row], adding up to 1.</returns>
    public static double[] SteadyState(double right, double back, in LadderRates rates)
    {
        var flow = new double[StateCount, StateCount + 1];
        void Add(int from, int to, double rate)
        {
            flow[to, from] += rate;
            flow[from, from] -= rate;
        }

        for (var k = 0; k < Columns; k++)
        {
            var isLast = k == Columns - 1;
            Add(2 * k, (2 * k) + 1, isLast ? rates.DownOpen : rates.Down * Math.Pow(rates.RightFactor, k));
            Add((2 * k) + 1, 2 * k, isLast ? rates.UpOpen : rates.Up * Math.Pow(rates.BackFactor, k));
            if (isLast)
            {
                continue;
            }

            var toOpen = k == Columns - 2;
            for (var row = 0; row < 2; row++)
            {
                Add((2 * k) + row, (2 * k) + 2 + row, toOpen ? rates.Opening : (4 - k) * right * (row == 0 ? 1 : rates.RightFactor));
                Add((2 * k) + 2 + row, (2 * k) + row, toOpen ? rates.Closing : (k + 1) * back * (row == 0 ? 1 : rates.BackFactor));
            }
        }

        // As published: the balance of the third lower state takes the flow from the fourth at the rate of its own rung. The chain
        // leaves this start for its true equilibrium within milliseconds, but a published trace begins here.
        flow[5, 7] = rates.Up * rates.BackFactor * rates.BackFactor;

        // One balance follows from the others; the sum takes its place.
        for (var s = 0; s <= StateCount; s++)
        {
            flow[StateCount - 1, s] = 1;
        }

        return Solve(flow);
    }

    /// <summary>Gaussian elimination with partial pivoting of [matrix | right side], in place.</summary>
    private static double[] Solve(double[,] a)
    {
        var n = a.GetLength(0);
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(a[row, column]) > Math.Abs(a[pivot, column]) ? row : pivot;
            }

            for (var k = column; k <= n; k++)
            {
                (a[column, k], a[pivot, k]) = (a[pivot, k], a[column, k]);
            }

            for (var row = 0; row < n; row++)
            {
                var factor = row == column ? 0 : a[row, column] / a[column, column];
                for (var k = column; k <= n && factor != 0; k++)
                {
                    a[row, k] -= factor * a[column, k];
                }
            }
        }

        var x = new double[n];
        for (var i = 0; i < n; i++)
        {
            x[i] = a[i, n] / a[i, i];
        }

        return x;
    }

    /// <summary>What an eliminated column hands on to its neighbour's right side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Lanes X, Lanes Y) Carry(in Block inverse, Lanes x, Lanes y, Lanes up, Lanes low, Lanes nextX, Lanes nextY)
    {
        var (u, w) = inverse.Apply(x, y);
        return (nextX + (up * u), nextY + (low * w));
    }

    /// <summary>The block [a, −p; −q, d] of one column, or the inverse [a, p; q, d] of such a block.</summary>
    private readonly struct Block(Lanes a, Lanes p, Lanes q, Lanes d)
    {
        private readonly Lanes _a = a, _p = p, _q = q, _d = d;

        /// <summary>A column with the rates that leave it sidewards, above and below, and those of its rung.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Block Of(Lanes leaveUp, Lanes leaveLow, double down, double up) => new(
            LaneMath.Create(1 + down) + leaveUp, LaneMath.Create(up), LaneMath.Create(down), LaneMath.Create(1 + up) + leaveLow);

        /// <summary>This column after a neighbour was eliminated: to here at rates <paramref name="up"/> and <paramref name="low"/>, back at the others.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Block Without(in Block n, Lanes up, Lanes low, Lanes upBack, Lanes lowBack) => new(
            _a - (up * upBack * n._a), _p + (up * lowBack * n._p), _q + (low * upBack * n._q), _d - (low * lowBack * n._d));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Block Inverse()
        {
            var over = Lanes.One / ((_a * _d) - (_p * _q));
            return new Block(_d * over, _p * over, _q * over, _a * over);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Lanes X, Lanes Y) Apply(Lanes x, Lanes y) => ((_a * x) + (_p * y), (_q * x) + (_d * y));
    }
}

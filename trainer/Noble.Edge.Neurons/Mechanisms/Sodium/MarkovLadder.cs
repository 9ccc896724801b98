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
    /// <param name="c">The rest of the matrix.</param>
    /// <remarks>
    /// Names: <c>a p q d</c> with a column's number are its block [a, −p; −q, d] and then the inverse [a, p; q, d]; <c>x y</c> are its
    /// upper and lower state. Written out, because the twelve unknowns and six inverses are to stay in registers.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Advance(Span<Lanes> x, Lanes right, Lanes back, in LadderConstants c)
    {
        // Reached here once, so that the bounds are checked once.
        _ = x[StateCount - 1];
        var lowRight = right * c.RightFactor;
        var lowBack = back * c.BackFactor;
        var (two, three, four) = (LaneMath.Create(2.0), LaneMath.Create(3.0), LaneMath.Create(4.0));

        // Columns 0 and 5, the ends. One division serves both: 1/det0 = det5 / (det0 · det5).
        var a = MulAdd(four, right, c.Up0);
        var d = MulAdd(four, lowRight, c.Low0);
        var det0 = MulAdd(a, d, c.MinusRungs0);
        var both = Lanes.One / (det0 * c.Determinant5);
        var over = both * c.Determinant5;
        var (a0, p0, q0, d0) = (d * over, c.RungUp0 * over, c.RungDown0 * over, a * over);
        over = both * det0;
        var (a5, p5, q5, d5) = (c.Low5 * over, c.RungUp5 * over, c.RungDown5 * over, c.Up5 * over);

        var (x0, y0) = (x[0], x[1]);
        var x1 = MulAdd(four * right, MulAdd(a0, x0, p0 * y0), x[2]);
        var y1 = MulAdd(four * lowRight, MulAdd(q0, x0, d0 * y0), x[3]);
        var (x5, y5) = (x[10], x[11]);
        var x4 = MulAdd(c.Closing, MulAdd(a5, x5, p5 * y5), x[8]);
        var y4 = MulAdd(c.Closing, MulAdd(q5, x5, d5 * y5), x[9]);

        // Columns 1 and 4. An eliminated neighbour leaves its inverse times the rates there and back; the rate of a sensor there
        // times that back does not depend on voltage, so these factors are constants.
        a = MulAdd(c.MinusUp01, a0, MulAdd(three, right, back + LaneMath.Create(c.Up1)));
        d = MulAdd(c.MinusLow01, d0, MulAdd(three, lowRight, lowBack + LaneMath.Create(c.Low1)));
        var p = MulAdd(c.UpLow01, p0, c.RungUp1);
        var q = MulAdd(c.LowUp01, q0, c.RungDown1);
        var e = MulAdd(c.MinusBoth54, a5, MulAdd(four, back, c.Up4));
        var h = MulAdd(c.MinusBoth54, d5, MulAdd(four, lowBack, c.Low4));
        var f = MulAdd(c.Both54, p5, c.RungUp4);
        var g = MulAdd(c.Both54, q5, c.RungDown4);
        var det1 = MulAdd(a, d, -(p * q));
        var det4 = MulAdd(e, h, -(f * g));
        both = Lanes.One / (det1 * det4);
        over = both * det4;
        var (a1, p1, q1, d1) = (d * over, p * over, q * over, a * over);
        over = both * det1;
        var (a4, p4, q4, d4) = (h * over, f * over, g * over, e * over);

        var x2 = MulAdd(three * right, MulAdd(a1, x1, p1 * y1), x[4]);
        var y2 = MulAdd(three * lowRight, MulAdd(q1, x1, d1 * y1), x[5]);
        var x3 = MulAdd(four * back, MulAdd(a4, x4, p4 * y4), x[6]);
        var y3 = MulAdd(four * lowBack, MulAdd(q4, x4, d4 * y4), x[7]);

        // Column 2, and column 3 without 4 and then without 2: there both sides meet.
        a = MulAdd(c.MinusUp12, a1, MulAdd(two, right + back, c.Up2));
        d = MulAdd(c.MinusLow12, d1, MulAdd(two, lowRight + lowBack, c.Low2));
        p = MulAdd(c.UpLow12, p1, c.RungUp2);
        q = MulAdd(c.LowUp12, q1, c.RungDown2);
        over = Lanes.One / MulAdd(a, d, -(p * q));
        var (a2, p2, q2, d2) = (d * over, p * over, q * over, a * over);
        x3 = MulAdd(two * right, MulAdd(a2, x2, p2 * y2), x3);
        y3 = MulAdd(two * lowRight, MulAdd(q2, x2, d2 * y2), y3);

        a = MulAdd(c.MinusUp23, a2, MulAdd(c.MinusUp34, a4, MulAdd(three, back, right + LaneMath.Create(c.Up3))));
        d = MulAdd(c.MinusLow23, d2, MulAdd(c.MinusLow34, d4, MulAdd(three, lowBack, lowRight + LaneMath.Create(c.Low3))));
        p = MulAdd(c.UpLow23, p2, MulAdd(c.LowUp34, p4, c.RungUp3));
        q = MulAdd(c.LowUp23, q2, MulAdd(c.UpLow34, q4, c.RungDown3));
        over = Lanes.One / MulAdd(a, d, -(p * q));
        (x3, y3) = (MulAdd(d, x3, p * y3) * over, MulAdd(q, x3, a * y3) * over);
        (x[6], x[7]) = (x3, y3);

        // And outwards again.
        x2 = MulAdd(three * back, x3, x2);
        y2 = MulAdd(three * lowBack, y3, y2);
        (x2, y2) = (MulAdd(a2, x2, p2 * y2), MulAdd(q2, x2, d2 * y2));
        (x[4], x[5]) = (x2, y2);
        x4 = MulAdd(right, x3, x4);
        y4 = MulAdd(lowRight, y3, y4);
        (x4, y4) = (MulAdd(a4, x4, p4 * y4), MulAdd(q4, x4, d4 * y4));
        (x[8], x[9]) = (x4, y4);
        x1 = MulAdd(two * back, x2, x1);
        y1 = MulAdd(two * lowBack, y2, y1);
        (x1, y1) = (MulAdd(a1, x1, p1 * y1), MulAdd(q1, x1, d1 * y1));
        (x[2], x[3]) = (x1, y1);
        x5 = MulAdd(c.Opening, x4, x5);
        y5 = MulAdd(c.Opening, y4, y5);
        (x[10], x[11]) = (MulAdd(a5, x5, p5 * y5), MulAdd(q5, x5, d5 * y5));
        x0 = MulAdd(back, x1, x0);
        y0 = MulAdd(lowBack, y1, y0);
        (x[0], x[1]) = (MulAdd(a0, x0, p0 * y0), MulAdd(q0, x0, d0 * y0));
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes MulAdd(Lanes a, Lanes b, Lanes c) => LaneMath.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes MulAdd(Lanes a, Lanes b, double c) => MulAdd(a, b, LaneMath.Create(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes MulAdd(double a, Lanes b, Lanes c) => MulAdd(LaneMath.Create(a), b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes MulAdd(double a, Lanes b, double c) => MulAdd(LaneMath.Create(a), b, LaneMath.Create(c));
}

using System.Runtime.CompilerServices;

namespace Noble.Edge.Operator;

/// <summary>The streaming kernels, one compiled copy per width.</summary>
internal sealed unsafe class StreamingVectorKernels<TLanes, TVector> : StreamingKernels
    where TLanes : struct, IStreamingLanes<TVector>
    where TVector : unmanaged
{
    public override KernelSet Dense { get; } = new VectorKernels<TLanes, TVector>();

    public override void Advance(in StreamingTile tile, StreamingCoefficients coefficients)
    {
        var state = tile.State;
        var lanes = tile.Lanes;
        var takes = coefficients.Take;
        var keeps = coefficients.Keep;
        for (var i = 0; i < keeps.Length; i++)
        {
            var (keep, take) = (TLanes.All(keeps[i]), TLanes.All(takes[i]));
            if ((uint)(i - coefficients.FirstProduct) < (uint)coefficients.Factors.Length)
            {
                var (first, second) = coefficients.Factors[i - coefficients.FirstProduct];
                AdvanceProduct(state, tile.State + (first * lanes), tile.State + (second * lanes), keep, take, lanes);
                state += lanes;
                continue;
            }

            var taken = (uint)(i - coefficients.FirstConductance) < (uint)coefficients.Conductances ? tile.Conductance : tile.Current;
            for (var at = 0; at < lanes; at += TLanes.Count)
            {
                TLanes.Store(TLanes.Kept(TLanes.MultiplyAdd(keep, TLanes.Load(state + at), TLanes.Multiply(take, TLanes.Load(taken + at)))), state + at);
            }

            state += lanes;
        }

        var (step, longest) = (TLanes.All(coefficients.Step), TLanes.All(StreamingReference.LongestSince));
        for (var at = 0; at < lanes; at += TLanes.Count)
        {
            TLanes.Store(TLanes.Min(TLanes.Add(TLanes.Load(tile.Since + at), step), longest), tile.Since + at);
        }
    }

    public override void Read(in StreamingTile tile, int inputs, float* input)
    {
        var state = tile.State;
        var gain = tile.Inputs;
        var lanes = tile.Lanes;
        for (var end = state + ((nint)inputs * lanes); state < end; gain += lanes)
        {
            for (var at = 0; at < lanes; at += TLanes.Count)
            {
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(gain), TLanes.Load(state), TLanes.Load(gain + lanes)), input);
                gain += TLanes.Count;
                state += TLanes.Count;
                input += TLanes.Count;
            }
        }
    }

    public override void Filter(in StreamingTile tile, int inputs, int filters, float* input)
    {
        var lanes = tile.Lanes;
        var weight = tile.Filters;
        var output = input + ((nint)inputs * lanes);
        for (var left = filters; left > 0; left -= FiltersAtATime, output += FiltersAtATime * lanes)
        {
            for (var at = 0; at < lanes; at += TLanes.Count)
            {
                var (a, b, c, d) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
                var value = input + at;
                var w = weight + at;
                for (var i = 0; i < inputs; i++, value += lanes, w += FiltersAtATime * lanes)
                {
                    var x = TLanes.Load(value);
                    a = TLanes.MultiplyAdd(TLanes.Load(w), x, a);
                    b = TLanes.MultiplyAdd(TLanes.Load(w + lanes), x, b);
                    c = TLanes.MultiplyAdd(TLanes.Load(w + (2 * lanes)), x, c);
                    d = TLanes.MultiplyAdd(TLanes.Load(w + (3 * lanes)), x, d);
                }

                TLanes.Store(a, output + at);
                TLanes.Store(b, output + lanes + at);
                TLanes.Store(c, output + (2 * lanes) + at);
                TLanes.Store(d, output + (3 * lanes) + at);
            }

            weight += (nint)inputs * FiltersAtATime * lanes;
        }
    }

    public override void Activate(float* values, float* modulation, int rows, int vectors)
    {
        var (sixth, half, one) = (TLanes.All(1f / 6), TLanes.All(0.5f), TLanes.All(1));
        var lanes = vectors * TLanes.Count;
        for (var row = 0; row < rows; row++, modulation += lanes)
        {
            for (var end = values + lanes; values < end; values += TLanes.Count, modulation += TLanes.Count)
            {
                var x = TLanes.MultiplyAdd(TLanes.Load(modulation), TLanes.Load(values), TLanes.Load(modulation + lanes));
                TLanes.Store(TLanes.Multiply(x, TLanes.Min(TLanes.Max(TLanes.MultiplyAdd(x, sixth, half), TLanes.Zero), one)), values);
            }
        }
    }

    public override void Finish(in StreamingTile tile, float* outputs, float* modulation, StreamingCoefficients coefficients, bool leaks)
    {
        var lanes = tile.Lanes;
        var (lowestLog, highestLog) = (TLanes.All(StreamingWeights.LowestLogHazard), TLanes.All(StreamingWeights.HighestLogHazard));
        var (lowest, highest, scale) = (TLanes.All(StreamingReference.LowestVoltage), TLanes.All(StreamingReference.HighestVoltage), TLanes.All(coefficients.VoltageScale));
        var (step, refractory, keep) = (TLanes.All(coefficients.Step), TLanes.All(coefficients.Refractory), TLanes.All(coefficients.HazardKeep));
        var (latest, none) = (TLanes.All(StreamingState.LatestSpike), TLanes.All(-1));
        for (var at = 0; at < lanes; at += TLanes.Count)
        {
            var log = TLanes.MultiplyAdd(TLanes.Load(modulation + at), TLanes.Load(outputs + at), TLanes.Load(modulation + lanes + at));
            var unit = TLanes.MultiplyAdd(TLanes.Load(modulation + (2 * lanes) + at), TLanes.Load(outputs + lanes + at), TLanes.Load(modulation + (3 * lanes) + at));
            TLanes.Store(Held(TLanes.MultiplyAdd(unit, scale, TLanes.Load(tile.Offset + at)), lowest, highest), tile.Voltage + at);

            var hazard = Exp(Held(log, lowestLog, highestLog));
            var start = TLanes.Max(TLanes.Subtract(refractory, TLanes.Load(tile.Since + at)), TLanes.Zero);
            var length = TLanes.Max(TLanes.Subtract(step, start), TLanes.Zero);
            var before = TLanes.Load(tile.Hazard + at);
            before = leaks ? TLanes.Multiply(before, keep) : before;
            var after = TLanes.MultiplyAdd(hazard, length, before);
            var target = TLanes.Load(tile.Target + at);
            var share = TLanes.Divide(TLanes.Add(start, TLanes.Divide(TLanes.Max(TLanes.Subtract(target, before), TLanes.Zero), hazard)), step);
            var due = TLanes.WhereGreater(target, after, none, TLanes.Min(share, latest));
            TLanes.Store(TLanes.WhereGreater(length, TLanes.Zero, due, none), tile.NextSpike + at);
            TLanes.Store(after, tile.Hazard + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Held(TVector x, TVector lowest, TVector highest) =>
        TLanes.WhereGreater(x, lowest, TLanes.WhereGreater(highest, x, x, highest), lowest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exp(TVector x)
    {
        var n = TLanes.Round(TLanes.Multiply(x, TLanes.All(StreamingMath.Log2E)));
        var r = TLanes.MultiplyAdd(n, TLanes.All(-StreamingMath.Ln2High), x);
        r = TLanes.MultiplyAdd(n, TLanes.All(-StreamingMath.Ln2Low), r);
        var terms = StreamingMath.ExpTerms;
        var sum = TLanes.All(terms[0]);
        for (var i = 1; i < terms.Length; i++)
        {
            sum = TLanes.MultiplyAdd(sum, r, TLanes.All(terms[i]));
        }

        return TLanes.Multiply(sum, TLanes.PowerOfTwo(n));
    }

    private static void AdvanceProduct(float* state, float* first, float* second, TVector keep, TVector take, int lanes)
    {
        for (var at = 0; at < lanes; at += TLanes.Count)
        {
            var product = TLanes.Multiply(TLanes.Load(first + at), TLanes.Load(second + at));
            TLanes.Store(TLanes.Kept(TLanes.MultiplyAdd(keep, TLanes.Load(state + at), TLanes.Multiply(take, product))), state + at);
        }
    }
}

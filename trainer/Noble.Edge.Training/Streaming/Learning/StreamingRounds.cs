using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Draws rounds of batches. A round depends on seed and number alone.</summary>
internal sealed class StreamingRounds(StreamingConfiguration configuration, StreamingSpec spec, IReadOnlyList<StreamingSubject> subjects)
{
    private const ulong Stream = 0x726F756E64;
    private const double BeforeSpike = 4, AfterSpike = 6; // ms, within which every sample is learned from

    // The likelihood of a spike at s in its step, exp(-h s) h, is highest at h = 1/s, where the integrated hazard of a spike that is certain would be 1 there
    // and ln 2, where the median puts it, too early by a third of s. So much longer an exposure in this one step makes it ln 2 at s, and changes
    // nothing where spikes are uncertain and the hazard is low.
    private const double CertainHazard = 0.693147180559945;

    private const double MissedShare = 0.02, AfterMiss = 5, LongestMiss = 300; // of the spikes; ms

    private readonly double[] _cumulative = Cumulative(subjects);

    public StreamingRound Make(long number)
    {
        var (neurons, samples, width) = (configuration.BatchNeurons, configuration.BatchSamples, spec.InputCount() + StreamingRound.Extra);
        var random = new SeededRandom((ulong)configuration.Seed, Stream, (ulong)number);
        var chosen = new int[neurons];
        var pools = new List<float>[neurons];
        var inputs = new StreamingInputs(spec);
        var data = new StreamingTraceData();
        for (var n = 0; n < neurons; n++)
        {
            chosen[n] = Choose(random.NextUniform());
            pools[n] = [];
            var subject = subjects[chosen[n]];
            for (var t = 0; t < configuration.MixedTraces; t++)
            {
                var (set, trace) = subject.Traces[random.NextIndex(subject.Traces.Length)];
                Collect(set, trace, data, inputs, ref random, pools[n]);
            }
        }

        var batches = Math.Max(1, pools.Min(pool => pool.Count / width) / samples);
        var values = new float[batches * neurons * samples * width];
        for (var n = 0; n < neurons; n++)
        {
            Mix(pools[n], n, values, batches, ref random);
        }

        return new StreamingRound(chosen, values, batches);
    }

    // Neurons in proportion to their traces.
    private static double[] Cumulative(IReadOnlyList<StreamingSubject> subjects)
    {
        var sums = new double[subjects.Count];
        var sum = 0.0;
        for (var n = 0; n < sums.Length; n++)
        {
            sums[n] = sum += subjects[n].Traces.Length;
        }

        return sums;
    }

    private int Choose(double share)
    {
        var at = Array.BinarySearch(_cumulative, share * _cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, _cumulative.Length - 1);
    }

    private void Collect(StreamingDataSet set, int trace, StreamingTraceData data, StreamingInputs inputs, ref SeededRandom random, List<float> pool)
    {
        set.Read(trace, data);
        var (current, conductance) = (new float[data.Current.Length], new float[data.Current.Length]);
        data.Input(set.Manifest.ReversalMillivolts, spec.SynapticReferenceMillivolts, current, conductance);
        var (spikes, step, refractory) = (data.Spikes, spec.StepMilliseconds, spec.RefractoryMilliseconds);
        var quiet = random;
        var next = 0;
        var missed = new List<(int Sample, float[] State)>();
        inputs.Run(current, conductance, spikes, (k, state) =>
        {
            var time = k * step;
            for (; next < spikes.Length && spikes[next] < time; next++)
            {
            }

            var isNear = (next < spikes.Length && spikes[next] - time < BeforeSpike) || (next > 0 && time - spikes[next - 1] < AfterSpike);
            if (!isNear && quiet.NextUniform() >= configuration.QuietShare)
            {
                return;
            }

            var isSpike = next < spikes.Length && spikes[next] < time + step;
            var start = Math.Max(refractory - (next > 0 ? time - spikes[next - 1] : refractory), 0);
            var end = isSpike ? spikes[next] - time : step;
            Add(pool, state, data.Voltage[k], isSpike, Math.Max(end - start, 0), isNear ? 1 : 1 / configuration.QuietShare);
            if (isSpike && quiet.NextUniform() < MissedShare)
            {
                missed.Add((k, state.ToArray()));
            }
        });
        foreach (var (sample, state) in missed)
        {
            Miss(current, conductance, spikes, sample, state, inputs, ref quiet, pool);
        }

        random = quiet;
    }

    // A neuron that runs free misses a spike now and then, and comes to states that no spike train of the solver has: left alone, it may stay silent for
    // ever. What is learned of them is the rate of the solver's spikes under the same current.
    private void Miss(float[] current, float[] conductance, double[] spikes, int sample, float[] state, StreamingInputs inputs, ref SeededRandom random, List<float> pool)
    {
        var step = spec.StepMilliseconds;
        var first = sample + (int)(AfterMiss / step);
        var next = Array.FindIndex(spikes, spike => spike >= first * step);
        var quiet = random;
        inputs.Miss(current, conductance, sample, state, sample + (int)(LongestMiss / step), (k, found) =>
        {
            if (k < first)
            {
                return;
            }

            if (next >= 0 && next < spikes.Length && spikes[next] < (k + 1) * step)
            {
                Add(pool, found, null, true, spikes[next] - (k * step), 1);
                next++;
            }
            else if (quiet.NextUniform() < configuration.QuietShare)
            {
                Add(pool, found, null, false, step, 1 / configuration.QuietShare);
            }
        });
        random = quiet;
    }

    private static void Add(List<float> pool, ReadOnlySpan<float> state, float? voltage, bool isSpike, double exposed, double weight)
    {
        foreach (var value in state)
        {
            pool.Add(value);
        }

        pool.Add(voltage ?? 0);
        pool.Add((float)(voltage is null ? 0 : weight));
        pool.Add(isSpike ? 1 : 0);
        pool.Add((float)(exposed / (isSpike ? CertainHazard : 1)));
        pool.Add((float)weight);
    }

    private void Mix(List<float> pool, int neuron, float[] values, int batches, ref SeededRandom random)
    {
        var (neurons, samples, width) = (configuration.BatchNeurons, configuration.BatchSamples, spec.InputCount() + StreamingRound.Extra);
        var rows = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pool);
        var count = rows.Length / width;
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = random.NextIndex(i + 1);
            (order[i], order[j]) = (order[j], i);
        }

        for (var at = 0; at < batches * samples; at++)
        {
            var (batch, sample) = Math.DivRem(at, samples);
            rows.Slice(order[at % count] * width, width).CopyTo(values.AsSpan(((((batch * neurons) + neuron) * samples) + sample) * width));
        }
    }
}

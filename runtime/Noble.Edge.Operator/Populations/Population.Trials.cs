namespace Noble.Edge.Operator;

/// <content>Trial-to-trial variability.</content>
public sealed partial class Population
{
    private const int MaximumHalvings = 12;

    /// <summary>
    /// A neuron as it is in one trial: its own latent point moved a random way towards a point drawn inside the latent space, its clock with it.
    /// </summary>
    /// <param name="neuron">Index.</param>
    /// <param name="trial">Trial, from 0.</param>
    /// <param name="variability">The longest move as a share of the way, 0 (the same neuron in each trial) to 1.</param>
    /// <param name="seed">With neuron and trial it fixes the draw.</param>
    /// <param name="features">Shape [feature].</param>
    /// <param name="clock">Shape [coefficient].</param>
    /// <remarks>
    /// A neuron inside stays inside: in a hull because the way to a point inside lies inside; in a density the move is halved until its end is
    /// inside, at most 12 times, and then not made, so a neuron outside a density has no variability. Hot path: no allocation.
    /// </remarks>
    public void DrawTrial(int neuron, long trial, double variability, ulong seed, Span<double> features, Span<double> clock)
    {
        Features(neuron).CopyTo(features);
        Clock(neuron).CopyTo(clock);
        if (variability <= 0)
        {
            return;
        }

        Span<double> drawn = stackalloc double[FeatureCount];
        var random = new SeededRandom(seed, (ulong)neuron, (ulong)trial + 1);
        var share = variability * random.NextUniform();
        Latent.DrawQuickly(ref random, drawn);
        Move(features, drawn, share);
        for (var halvings = 0; !Latent.IsConvex && !Latent.Contains(features); halvings++)
        {
            Features(neuron).CopyTo(features);
            if (halvings == MaximumHalvings)
            {
                break;
            }

            share /= 2;
            Move(features, drawn, share);
        }

        if (_model.ClockMap is not null)
        {
            MapClock(features, clock);
            var offsets = ClockOffsets(neuron);
            for (var c = 0; c < CoefficientCount; c++)
            {
                clock[c] += offsets[c];
            }
        }
    }

    private static void Move(Span<double> features, ReadOnlySpan<double> towards, double share)
    {
        for (var f = 0; f < features.Length; f++)
        {
            features[f] += share * (towards[f] - features[f]);
        }
    }
}

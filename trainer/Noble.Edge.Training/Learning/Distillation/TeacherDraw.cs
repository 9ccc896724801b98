using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Draws the neuron and the current of what a student learns next.</summary>
/// <remarks>
/// Half of the neurons are the teacher's training neurons with their own clocks, half are drawn from its latent space, as the runtime draws them. A
/// tenth of the currents lies under rheobase, a quarter between rheobase and the onset of repetitive firing, the rest over onset, denser where the firing rate
/// changes fastest. Currents that the teacher's training held out stay held out.
/// </remarks>
public sealed class TeacherDraw
{
    /// <summary>Neurons drawn from the latent space.</summary>
    public const int DrawnNeurons = 1024;

    private const double SubThresholdShare = 0.1, TransientShare = 0.25;
    private const int Tries = 1000;

    private readonly ModelManifest _teacher;
    private readonly Population _trained;
    private readonly Population _drawn;
    private readonly int _onset; // index of the feature, -1 without a clock
    private readonly int _rheobase;
    private readonly bool _heldOut;

    /// <param name="teacher">The teacher.</param>
    /// <param name="seed">Of the neurons drawn.</param>
    /// <param name="heldOut">Draw only held-out currents of training neurons, for a validation.</param>
    public TeacherDraw(ModelBundle teacher, ulong seed, bool heldOut)
    {
        (_teacher, _heldOut) = (teacher.Manifest, heldOut);
        _trained = Population.FromTrainingPoints(teacher, teacher.Latent.PointCount);
        _drawn = heldOut ? _trained : Population.Draw(teacher, DrawnNeurons, seed);
        _onset = _teacher.Clock is { } clock ? _teacher.Latent.IndexOf(clock.OnsetFeature) : -1;
        _rheobase = _teacher.Clock?.RheobaseFeature is { } rheobase ? _teacher.Latent.IndexOf(rheobase) : -1;
    }

    /// <summary>The next neuron and current [nA].</summary>
    public (Population Population, int Neuron, double CurrentNanoamperes) Next(ref SeededRandom random)
    {
        var population = random.NextUniform() < 0.5 ? _trained : _drawn;
        var neuron = random.NextIndex(population.Count);
        for (var i = 0; i < Tries; i++)
        {
            var current = Current(population.Features(neuron), ref random);
            if (_onset < 0 || _teacher.Provenance.IsHeldOut(current - population.Features(neuron)[_onset]) == _heldOut)
            {
                return (population, neuron, current);
            }
        }

        throw new DataSetException($"no current of neuron '{population.Name(neuron)}' is {(_heldOut ? "" : "not ")}in a band that the teacher held out");
    }

    private double Current(ReadOnlySpan<double> features, ref SeededRandom random)
    {
        var range = _teacher.CurrentRange;
        var (zone, place) = (random.NextUniform(), random.NextUniform());
        if (_onset < 0)
        {
            return Between(range.MinimumNanoamperes, range.MaximumNanoamperes, place);
        }

        var onset = Math.Clamp(features[_onset], range.MinimumNanoamperes, range.MaximumNanoamperes);
        var rheobase = _rheobase < 0 ? onset : Math.Clamp(features[_rheobase], range.MinimumNanoamperes, onset);
        return zone < SubThresholdShare ? Between(range.MinimumNanoamperes, rheobase, place)
            : zone < SubThresholdShare + TransientShare && rheobase < onset ? Between(rheobase, onset, place)
            : Between(onset, range.MaximumNanoamperes, place * place);
    }

    private static double Between(double low, double high, double place) => low + ((high - low) * place);
}

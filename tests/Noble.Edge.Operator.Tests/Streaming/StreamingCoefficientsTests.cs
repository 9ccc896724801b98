using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public class StreamingCoefficientsTests
{
    private const double Current = 0.8; // units

    private static readonly StreamingSpec Spec = SmallStreaming.WithProducts(SmallStreaming.Spec());

    [Theory]
    [InlineData(10.03, 14.58)]
    [InlineData(10.0, 17.3)]
    [InlineData(10.099, 11.7)]
    public void EnterSpike_ConstantCurrent_IntegratorsBeginAtTheSpikeAndNotAtItsStep(double first, double second)
    {
        var (state, time) = After([first, second], 40);

        var reset = Spec.CurrentTimeConstantsMilliseconds.Length;
        for (var i = 0; i < Spec.ResetTimeConstantsMilliseconds.Length; i++)
        {
            Assert.Equal(Charged(time - second, Spec.ResetTimeConstantsMilliseconds[i]), state[reset + i], 1e-5);
        }
    }

    [Fact]
    public void EnterSpike_SeveralSpikes_HoldsCurrentAndIntervalOfTheOnesBefore()
    {
        double[] spikes = [5.02, 9.47, 16.91, 22.06];

        var (state, time) = After(spikes, 30);

        var each = Spec.HeldCurrentTimeConstantsMilliseconds.Length + Spec.HeldIntervalTimeConstantsMilliseconds.Length;
        Assert.Equal(2, Spec.HeldIntervals);
        for (var back = 0; back < Spec.HeldIntervals; back++)
        {
            var fade = Math.Exp(-(time - spikes[^(back + 1)]) / Spec.HeldDecayMilliseconds);
            var interval = spikes[^(back + 1)] - spikes[^(back + 2)];
            var held = state.AsSpan(Spec.InputCount() - ((Spec.HeldIntervals - back) * each), each);
            double[] expected =
            [
                .. Spec.HeldCurrentTimeConstantsMilliseconds.Select(constant => fade * Charged(interval, constant)),
                .. Spec.HeldIntervalTimeConstantsMilliseconds.Select(constant => fade * Math.Exp(-interval / constant)),
            ];
            Assert.All(expected.Zip(held.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        }
    }

    [Fact]
    public void Advance_AfterASpike_IntegratesTheProductsFromThere()
    {
        const double spike = 10.03, until = 22;

        var (state, _) = After([spike], until);

        var at = Spec.InputCount() - Spec.Products.Length - (Spec.HeldIntervals * (Spec.HeldCurrentTimeConstantsMilliseconds.Length + Spec.HeldIntervalTimeConstantsMilliseconds.Length));
        Assert.Contains(Spec.Products, product => product.SinceTimeConstantMilliseconds is null);
        Assert.Contains(Spec.Products, product => product.SinceTimeConstantMilliseconds is not null);
        Assert.All(Spec.Products, (product, i) =>
        {
            var (reset, since, constant) = (product.ResetTimeConstantMilliseconds, product.SinceTimeConstantMilliseconds, product.TimeConstantMilliseconds);
            const int parts = 20000;
            var expected = Enumerable.Range(0, parts).Sum(part =>
            {
                var age = (part + 0.5) * (until - spike) / parts;
                var x = Charged(age, reset);
                return x * (since is { } time ? Math.Exp(-age / time) : x) * Math.Exp(-(until - spike - age) / constant) / constant;
            }) * (until - spike) / parts;
            Assert.Equal(expected, state[at + i], 0.01 * expected);
        });
    }

    private const float Conductance = 3; // nS

    private static double Charged(double milliseconds, double time) => Current * (1 - Math.Exp(-milliseconds / time));

    // The state after steps of a constant current, with spikes at their times.
    private static (float[] State, double Time) After(double[] spikes, double until)
    {
        var coefficients = new StreamingCoefficients(Spec);
        var state = new float[Spec.InputCount()];
        var steps = (int)Math.Round(until / Spec.StepMilliseconds);
        for (var k = 1; k <= steps; k++)
        {
            coefficients.Advance((float)Current, Conductance, state);
            var time = k * Spec.StepMilliseconds;
            foreach (var spike in spikes.Where(spike => spike >= time - Spec.StepMilliseconds && spike < time))
            {
                coefficients.EnterSpike((float)(time - spike), (float)Current, state);
            }
        }

        return (state, steps * Spec.StepMilliseconds);
    }
}

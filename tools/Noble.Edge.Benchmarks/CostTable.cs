using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Benchmarks;

/// <summary>What a trace costs against each size of the network: one size is changed at a time.</summary>
internal static class CostTable
{
    private static readonly NetworkShape Base = new() { InputChannels = 37, HiddenChannels = 16, Layers = 4, Modes = 64, LiftingChannels = 32, ProjectionChannels = 32, ChannelMlpChannels = 8 };
    private const int BaseLength = 4120;

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each row.</param>
    public static void Print(TimeSpan duration)
    {
        Console.WriteLine();
        Console.WriteLine($"cost: one thread, from {Base.Layers} layers, {Base.HiddenChannels} channels, {Base.Modes} modes, {BaseLength} samples, batch 1, one size changed at a time");
        Console.WriteLine($"  {"",-12} {"",8} {"best ms",9} {"p50 ms",9} {"ns/sample/layer",16}");
        Row("layers", [1, 2, 4, 6, 12], value => (Base with { Layers = value }, BaseLength, 1));
        Row("channels", [8, 12, 16, 20, 24, 32, 48, 64], value => (Sized(value), BaseLength, 1));
        Row("modes", [32, 64, 128, 256], value => (Base with { Modes = value }, BaseLength, 1));
        Row("samples", [1000, 2000, 4120, 8583, 25750], value => (Base, value, 1));
        Row("batch", [1, 4, 16, 64], value => (Base, BaseLength, value));

        void Row(string size, int[] values, Func<int, (NetworkShape Shape, int Length, int Batch)> of)
        {
            foreach (int value in values)
            {
                (NetworkShape shape, int length, int batch) = of(value);
                using var contender = new Contender(size, 1, new SimdEngine(FnoWeights.Random(shape, seed: 1), length), batch);
                contender.WarmUp();
                contender.Measure(duration);
                double best = contender.Percentile(0);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"  {size,-12} {value,8} {best,9:F3} {contender.Percentile(0.5),9:F3} {best * 1e6 / length / shape.Layers,16:F1}"));
            }
        }
    }

    private static NetworkShape Sized(int channels) => Base with
    {
        HiddenChannels = channels,
        LiftingChannels = 2 * channels,
        ProjectionChannels = 2 * channels,
        ChannelMlpChannels = channels / 2,
    };
}

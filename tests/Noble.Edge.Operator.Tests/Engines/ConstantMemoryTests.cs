using System.Diagnostics;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>Tests of the whole process's memory, which nothing else may use meanwhile.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Ten thousand traces take no more memory than a thousand.</summary>
[Collection(nameof(AloneInTheProcess))]
public class ConstantMemoryTests
{
    private const int Length = 301;
    private const int Threads = 2;

    [Fact]
    public void SimdEngine_TenThousandTraces_TakeNoMemory()
    {
        var shape = new NetworkShape { InputChannels = 3, HiddenChannels = 8, Layers = 2, Modes = 12, LiftingChannels = 16, ProjectionChannels = 8, ChannelMlpChannels = 4 };
        using var engine = new SimdEngine(FnoWeights.Random(shape, 5), Length, new SimdEngineOptions { Threads = Threads });
        var random = new Random(3);
        float[] input = [.. Enumerable.Range(0, Threads * 3 * Length).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] output = new float[Threads * Length];
        double expected = Checksum(traces: 1000);
        Assert.NotEqual(0, expected);

        // Threads of the test host allocate of their own now and then: a trace's own allocation would be in every run. A byte a trace is 10 kB.
        (long grown, long resident) = (long.MaxValue, long.MaxValue);
        for (int run = 0; run < 3 && (grown > 10_000 || resident > 1_000_000); run++)
        {
            (long residentBefore, long allocated) = (Resident(), GC.GetTotalAllocatedBytes(precise: true));
            double checksum = Checksum(traces: 10_000);
            grown = Math.Min(grown, GC.GetTotalAllocatedBytes(precise: true) - allocated);
            resident = Math.Min(resident, Resident() - residentBefore);
            Assert.Equal(10 * expected, checksum, 1e-9 * Math.Abs(checksum));
        }

        Assert.InRange(grown, 0, 10_000);
        Assert.InRange(resident, long.MinValue, 1_000_000);

        double Checksum(int traces)
        {
            double sum = 0;
            for (int trace = 0; trace < traces; trace += Threads)
            {
                output.AsSpan().Clear();
                engine.Forward(input, Threads, output);
                sum += output[100] + output[Length + 200];
            }

            return sum;
        }
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}

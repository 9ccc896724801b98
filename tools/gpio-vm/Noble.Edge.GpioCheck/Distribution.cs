namespace Noble.Edge.GpioCheck;

/// <summary>Percentiles, in microseconds.</summary>
internal static class Distribution
{
    internal static void Print(string what, List<long> nanoseconds)
    {
        if (nanoseconds.Count == 0)
        {
            return;
        }

        nanoseconds.Sort();
        long At(double share) => nanoseconds[Math.Min(nanoseconds.Count - 1, (int)(share * nanoseconds.Count))] / 1000;
        Console.WriteLine($"     {what}: p1 {At(0.01)} µs, p50 {At(0.5)} µs, p99 {At(0.99)} µs, longest {At(1)} µs, of {nanoseconds.Count}");
    }
}

using System.Numerics;

namespace Noble.Edge.Rig;

/// <summary>Ordinary threads that do nothing but vector arithmetic, as a renderer would; the scheduler places them.</summary>
internal sealed class BusyLoad : IDisposable
{
    private readonly Thread[] _threads;
    private float _sum; // so that the arithmetic is not taken away
    private bool _ends;

    internal BusyLoad(int threads)
    {
        _threads = [.. Enumerable.Range(0, threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"load {i}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _ends, true);
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Work()
    {
        var (value, factor) = (Vector<float>.One, new Vector<float>(0.999f));
        while (!Volatile.Read(ref _ends))
        {
            for (var i = 0; i < 10_000; i++)
            {
                value = (value * factor) + Vector<float>.One;
            }
        }

        _sum += Vector.Sum(value);
    }
}

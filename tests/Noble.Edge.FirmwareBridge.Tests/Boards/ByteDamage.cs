namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>What a bad link does to bytes, each by its chance per byte; every draw is seeded.</summary>
internal sealed class ByteDamage(int seed, double corrupt = 0, double drop = 0, double duplicate = 0, double reorder = 0)
{
    private readonly Random _random = new(seed);

    /// <summary>Bytes that were changed, lost, doubled or swapped.</summary>
    internal long Count { get; private set; }

    /// <summary>Damages bytes.</summary>
    internal byte[] Apply(ReadOnlySpan<byte> bytes)
    {
        var damaged = new List<byte>(bytes.Length + 8);
        foreach (var value in bytes)
        {
            if (Happens(drop))
            {
                continue;
            }

            damaged.Add(Happens(corrupt) ? (byte)(value ^ (1 << _random.Next(8))) : value);
            if (Happens(duplicate))
            {
                damaged.Add(damaged[^1]);
            }

            if (damaged.Count > 1 && Happens(reorder))
            {
                (damaged[^1], damaged[^2]) = (damaged[^2], damaged[^1]);
            }
        }

        return [.. damaged];
    }

    private bool Happens(double chance)
    {
        var happens = chance > 0 && _random.NextDouble() < chance;
        Count += happens ? 1 : 0;
        return happens;
    }
}

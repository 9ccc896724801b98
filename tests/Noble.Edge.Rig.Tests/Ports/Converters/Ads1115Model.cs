namespace Noble.Edge.Rig.Tests;

/// <summary>An ADS1115 as far as single conversions go (SBAS444, register map).</summary>
internal sealed class Ads1115Model(IMonotonicClock clock) : I2cChipModel(0x48)
{
    private static readonly double[] Ranges = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
    private static readonly int[] Rates = [8, 16, 32, 64, 128, 250, 475, 860];

    private int _configuration = 0x8583;
    private int _pointer;
    private long _done; // [ns]
    private short _conversion;

    /// <summary>Voltage at each input [V].</summary>
    internal double[] Volts { get; } = new double[4];

    /// <summary>How much slower than it says the chip converts.</summary>
    internal double Slowness { get; set; } = 1;

    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        if (bytes.Length != 3 || _pointer != 1)
        {
            return;
        }

        _configuration = (bytes[1] << 8) | bytes[2];
        if ((_configuration & 0x8000) != 0)
        {
            Assert.Equal(4, _configuration >> 12 & 4); // against ground
            var code = Volts[_configuration >> 12 & 3] / Ranges[_configuration >> 9 & 7] * 32768;
            _conversion = (short)Math.Clamp(Math.Round(code), short.MinValue, short.MaxValue);
            _done = clock.NowNanoseconds + (long)(Slowness * 1e9 / Rates[_configuration >> 5 & 7]);
        }
    }

    protected override void Give(Span<byte> bytes)
    {
        var isDone = clock.NowNanoseconds >= _done;
        var value = _pointer switch
        {
            0 => isDone ? _conversion : (short)0x5555, // what was there before
            1 => (_configuration & 0x7FFF) | (isDone ? 0x8000 : 0),
            _ => throw new IOException($"register {_pointer}"),
        };
        (bytes[0], bytes[1]) = ((byte)(value >> 8), (byte)value);
    }
}

using System.Buffers.Binary;
using System.Device.I2c;

namespace Noble.Edge.Rig;

/// <summary>Texas Instruments ADS1115: four 16-bit inputs against ground, one conversion a read.</summary>
/// <remarks>
/// Data sheet SBAS444, register map. Registers: 0 conversion, 1 configuration (OS, MUX, PGA, MODE, DR, COMP_QUE). At 860 conversions/s
/// (the default) a read takes about 1.4 ms, of which the bus is taken for 0.3 ms at 400 kHz.
/// </remarks>
internal sealed class Ads1115 : IAnalogInput
{
    private const byte ConversionRegister = 0;
    private const byte ConfigurationRegister = 1;
    private const int Start = 1 << 15; // written: begin a conversion; read: none is under way
    private const int FirstAgainstGround = 0b100 << 12; // AINp = AIN0, AINn = GND; the next inputs follow
    private const int SingleShot = 1 << 8;
    private const int ComparatorOff = 0b11;
    private const int MostLooks = 21; // the last one after three times a conversion

    private static readonly double[] FullScales = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256]; // [PGA field], [V]
    private static readonly int[] Rates = [8, 16, 32, 64, 128, 250, 475, 860]; // [DR field], [conversions/s]

    private readonly I2cDevice _device;
    private readonly IMonotonicClock _clock;
    private readonly int _configuration;
    private readonly double _voltsPerStep;
    private readonly long _conversion; // [ns]

    /// <param name="device">The chip; closed with this.</param>
    /// <param name="fullScaleVolts">6.144, 4.096, 2.048, 1.024, 0.512 or 0.256: the input range is plus and minus this [V].</param>
    /// <param name="rate">8, 16, 32, 64, 128, 250, 475 or 860 [conversions/s].</param>
    /// <param name="clock">For the wait.</param>
    internal Ads1115(I2cDevice device, double fullScaleVolts, int rate, IMonotonicClock clock)
    {
        (_device, _clock) = (device, clock);
        _configuration = Start | FirstAgainstGround | (GainOf(fullScaleVolts) << 9) | SingleShot | (SpeedOf(rate) << 5) | ComparatorOff;
        _voltsPerStep = fullScaleVolts / 32768;
        _conversion = 1_000_000_000L / rate;
    }

    public int ChannelCount => 4;

    public double Read(int channel)
    {
        var configuration = _configuration | (channel << 12);
        ReadOnlySpan<byte> start = [ConfigurationRegister, (byte)(configuration >> 8), (byte)configuration];
        _device.Write(start);

        // The chip's oscillator is 10 % off at most, so that the first look is nearly always the last.
        _clock.SleepUntil(_clock.NowNanoseconds + _conversion);
        for (var look = 0; look < MostLooks; look++)
        {
            if ((ReadRegister(ConfigurationRegister) & Start) != 0)
            {
                return (short)ReadRegister(ConversionRegister) * _voltsPerStep;
            }

            _clock.SleepUntil(_clock.NowNanoseconds + (_conversion / 10));
        }

        throw new IOException($"the ads1115 did not end a conversion within {3 * _conversion / 1_000_000.0} ms");
    }

    public void Dispose() => _device.Dispose();

    /// <summary>The PGA field for an input range.</summary>
    internal static int GainOf(double fullScaleVolts) => Array.IndexOf(FullScales, fullScaleVolts) is >= 0 and var gain
        ? gain
        : throw new ArgumentOutOfRangeException(null, $"input range {fullScaleVolts} V of an ads1115: expected 6.144, 4.096, 2.048, 1.024, 0.512 or 0.256 V");

    /// <summary>The DR field for a rate.</summary>
    internal static int SpeedOf(int rate) => Array.IndexOf(Rates, rate) is >= 0 and var speed
        ? speed
        : throw new ArgumentOutOfRangeException(null, $"conversions {rate}/s of an ads1115: expected 8, 16, 32, 64, 128, 250, 475 or 860");

    private ushort ReadRegister(byte register)
    {
        Span<byte> bytes = stackalloc byte[2];
        _device.WriteRead([register], bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }
}

using System.Globalization;

namespace Noble.Edge.FirmwareBridge.Tests;

public class Crc32Tests
{
    [Fact]
    public void Compute_Vectors_GiveTheirValue()
    {
        var vectors = Vectors.Lines("crc32.txt").ToList();
        Assert.Equal(7, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(
            uint.Parse(vector[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            Crc32.Compute(Vectors.Bytes(vector[1]))));
    }

    [Fact]
    public void Compute_CheckText_GivesTheCheckValue() =>
        Assert.Equal(BridgeProtocol.CrcCheck, Crc32.Compute("123456789"u8));

    [Fact]
    public void Compute_RandomBytes_MatchesBitByBit()
    {
        var bytes = new byte[1034];
        new Random(3).NextBytes(bytes);
        var expected = BridgeProtocol.CrcInitial;
        foreach (var value in bytes)
        {
            expected ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                expected = (expected >> 1) ^ ((expected & 1) != 0 ? BridgeProtocol.CrcPolynomialReflected : 0);
            }
        }

        Assert.Equal(expected ^ BridgeProtocol.CrcFinalXor, Crc32.Compute(bytes));
    }

    [Fact]
    public void Update_InPieces_MatchesWhole()
    {
        var bytes = new byte[64];
        new Random(4).NextBytes(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var running = Crc32.Update(Crc32.Update(Crc32.Begin(), bytes.AsSpan(0, cut)), bytes.AsSpan(cut));
            Assert.Equal(Crc32.Compute(bytes), Crc32.End(running));
        }
    }
}

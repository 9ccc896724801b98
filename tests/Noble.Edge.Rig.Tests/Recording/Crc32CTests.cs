namespace Noble.Edge.Rig.Tests;

public class Crc32CTests
{
    [Theory]
    [InlineData("123456789", 0xE3069283)]
    [InlineData("", 0)]
    [InlineData("a", 0xC1D04330)]
    public void Compute_KnownText_IsItsCheckValue(string text, uint expected)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.Equal(expected, Crc32C.Compute(bytes));
        Assert.Equal(expected, Crc32C.ComputeScalar(bytes));
    }

    // RFC 3720, appendix B.4.
    [Fact]
    public void Compute_VectorsOfIscsi_AreTheirs()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Compute(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Compute(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
    }

    [Fact]
    public void Compute_Instruction_MatchesScalar()
    {
        var bytes = new byte[300];
        new Random(4).NextBytes(bytes);
        for (var length = 0; length < 260; length++)
        {
            var part = bytes.AsSpan(length % 9, length);
            Assert.Equal(Crc32C.ComputeScalar(part), Crc32C.Compute(part));
            Assert.Equal(Crc32C.ComputeScalar(part), Crc32C.Compute(part[..(length / 3)], part[(length / 3)..]));
        }
    }
}

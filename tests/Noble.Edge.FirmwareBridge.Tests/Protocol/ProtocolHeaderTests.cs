namespace Noble.Edge.FirmwareBridge.Tests;

public class ProtocolHeaderTests
{
    private static readonly string Header = File.ReadAllText(BridgeFolder.PathOf("protocol", "noble_protocol.h"));

    [Fact]
    public void ProtocolHeader_EveryDefine_IsTheHostsConstant()
    {
        var defines = ProtocolHeader.Defines(Header);
        Assert.Equal(defines, ProtocolHeader.HostConstants());
        Assert.True(defines.Count > 280, $"{defines.Count} defines found");
    }

    [Theory]
    [InlineData("NOBLE_FRAME_BYTES_MAX 1034", "NOBLE_FRAME_BYTES_MAX 1035")]
    [InlineData("NOBLE_ERROR_WRONG_CRC 6", "NOBLE_ERROR_WRONG_CRC 16")]
    [InlineData("NOBLE_REGISTER_DAC_REST_CODE 0x0002", "NOBLE_REGISTER_DAC_REST_CODE 0x0003")]
    [InlineData("NOBLE_INPUT_SAMPLE 3", "NOBLE_INPUT_SAMPLE 4")]
    [InlineData("NOBLE_RESULT_EMERGENCY 12", "NOBLE_RESULT_EMERGENCY 11")]
    [InlineData("#define NOBLE_TYPE_SPIKE_BATCH 0x02", "")]
    [InlineData("#define NOBLE_CRC_BYTES 4", "#define NOBLE_CRC_BYTES 4\n#define NOBLE_NEW 1")]
    public void ProtocolHeader_ChangedDefine_IsNoticed(string before, string after)
    {
        var changed = Header.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Header, changed);
        Assert.NotEqual(ProtocolHeader.Defines(changed), ProtocolHeader.HostConstants());
    }

    [Fact]
    public void ProtocolHeader_ValueThatIsNoLiteral_IsRefused() =>
        Assert.Throws<FormatException>(() => ProtocolHeader.Defines("#define NOBLE_CRC_BYTES (2 + 2)"));
}

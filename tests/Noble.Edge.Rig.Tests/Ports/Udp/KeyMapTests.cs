namespace Noble.Edge.Rig.Tests;

public class KeyMapTests
{
    [Fact]
    public void Consecutive_KeysAndNeurons_BothWays()
    {
        var map = KeyMap.Consecutive(0xFFFF_FFF0, 16);
        Assert.True(map.TryGetKey(15, out var key));
        Assert.Equal(0xFFFF_FFFFu, key);
        Assert.False(map.TryGetKey(16, out _));
        Assert.False(map.TryGetKey(-1, out _));
        Assert.True(map.TryGetNeuron(0xFFFF_FFF3, out var neuron));
        Assert.Equal(3, neuron);
        Assert.False(map.TryGetNeuron(0xFFFF_FFEF, out _));
        Assert.False(map.TryGetNeuron(0, out _));
        Assert.Equal((0xFFFF_FFFFu, 16), (map.HighestKey, map.Count));
    }

    [Fact]
    public void Listed_KeysAndNeurons_BothWays()
    {
        var map = KeyMap.Listed([70, -1, 5]);
        Assert.True(map.TryGetKey(0, out var key));
        Assert.Equal(70u, key);
        Assert.False(map.TryGetKey(1, out _));
        Assert.False(map.TryGetKey(3, out _));
        Assert.True(map.TryGetNeuron(5, out var neuron));
        Assert.Equal(2, neuron);
        Assert.False(map.TryGetNeuron(6, out _));
        Assert.Equal((70u, 2), (map.HighestKey, map.Count));
    }

    [Fact]
    public void Maps_BadKeys_OneClearLine()
    {
        Assert.Equal("key 0x5 is of neuron 0 and of neuron 2: expected one neuron a key", Assert.Throws<ArgumentOutOfRangeException>(() => KeyMap.Listed([5, 6, 5])).Message);
        Assert.Contains("neuron 1", Assert.Throws<ArgumentOutOfRangeException>(() => KeyMap.Listed([5, 1L << 32])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyMap.Consecutive(uint.MaxValue, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyMap.Consecutive(0, 0));
    }
}

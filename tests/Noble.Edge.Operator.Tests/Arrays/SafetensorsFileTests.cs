using System.Buffers.Binary;
using System.Text;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Arrays;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SafetensorsFile_WrittenTensors_ReadBack()
    {
        var tensors = new Dictionary<string, TensorData>
        {
            ["b.weight"] = new([1f, 2f, 3f, 4f, 5f, 6f], 2, 3, 1),
            ["a \"quoted\""] = new([long.MinValue], []),
            ["c"] = new([Math.E, -0.0], 2),
            ["empty"] = new(Array.Empty<float>(), 0, 5),
        };
        var metadata = new Dictionary<string, string> { ["format"] = "noble", ["note"] = "µV" };

        SafetensorsFile.Write(_folder.File("a.safetensors"), tensors, metadata);
        SafetensorsFile file = SafetensorsFile.Read(_folder.File("a.safetensors"));

        Assert.Equal(metadata, file.Metadata);
        Assert.Equal(tensors.Keys.Order(), file.Tensors.Keys.Order());
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], file.Tensors["b.weight"].As<float>());
        Assert.Equal([2, 3, 1], file.Tensors["b.weight"].Shape);
        Assert.Equal([long.MinValue], file.Tensors["a \"quoted\""].As<long>());
        Assert.Equal([Math.E, -0.0], file.Tensors["c"].As<double>());
        Assert.Equal(0, file.Tensors["empty"].Count);
        Assert.Equal("(0, 5)", file.Tensors["empty"].ShapeText);
    }

    [Fact]
    public void SafetensorsFile_EqualContents_GiveEqualBytes()
    {
        TensorData one = new([1f], 1);
        TensorData two = new([2.0], 1);

        SafetensorsFile.Write(_folder.File("a"), new Dictionary<string, TensorData> { ["one"] = one, ["two"] = two }, new Dictionary<string, string> { ["k"] = "v", ["a"] = "b" });
        SafetensorsFile.Write(_folder.File("b"), new Dictionary<string, TensorData> { ["two"] = two, ["one"] = one }, new Dictionary<string, string> { ["a"] = "b", ["k"] = "v" });

        byte[] bytes = File.ReadAllBytes(_folder.File("a"));
        Assert.Equal(bytes, File.ReadAllBytes(_folder.File("b")));
        Assert.Equal(0, (BinaryPrimitives.ReadInt64LittleEndian(bytes) + 8) % 8);
    }

    [Fact]
    public void TensorData_AnotherElementType_Throws()
    {
        var error = Assert.Throws<InvalidOperationException>(() => _ = new TensorData([1f], 1).As<double>().Length);

        Assert.Equal("the tensor holds F32, not Double", error.Message);
    }

    [Theory]
    [InlineData("""{"t":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""", "t", "expected dtype F32, F64 or I64, found BF16")]
    [InlineData("""{"t":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "t", "expected 12 bytes for shape (3) of F32, found 8 bytes")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", "t", "expected a shape of whole numbers, found [-1]")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "t", "expected a shape of whole numbers, found [2.5]")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "t", "expected data_offsets [begin, end], found [8,0]")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "t", "expected data_offsets [begin, end], found [0]")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2]}}""", "t", """expected an object with dtype, shape and data_offsets, found {"dtype":"F32","shape":[2]}""")]
    [InlineData("""{"t":7}""", "t", "expected an object with dtype, shape and data_offsets, found 7")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "t", "expected data from byte 8, found an overlap: data from byte 4")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "t", "expected data from byte 0, found a hole: data from byte 4")]
    [InlineData("""{"t":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""", "t", "expected data up to byte 16, found a file truncated at byte 8 of its data")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", null, "expected 4 bytes of data, found 8 bytes")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "t", "expected each name once, found the name twice")]
    [InlineData("""{"__metadata__":{"k":1},"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "__metadata__", "expected text under 'k', found a JSON Number")]
    [InlineData("""{"__metadata__":[]}""", "__metadata__", "expected a JSON object, found a JSON Array")]
    [InlineData("""[]""", null, "expected a JSON object as header, found a JSON Array")]
    [InlineData("""{"t":""", null, "expected a JSON header, found an error at byte 13")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", null, "expected a header of UTF-8 text, found other bytes in it")]
    public void SafetensorsFile_BadHeader_NamesFileAndTensor(string header, string? tensor, string message)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        byte[] bytes = [.. length, .. text, 0, 0, 0, 0, 0, 0, 0, 0];

        var error = Assert.Throws<ArrayFileException>(() => SafetensorsFile.Read(bytes, "weights.safetensors"));

        Assert.Equal(tensor is null ? $"weights.safetensors: {message}" : $"weights.safetensors: {tensor}: {message}", error.Message);
        Assert.Equal(tensor, error.Tensor);
    }

    [Fact]
    public void SafetensorsFile_TooShortForALength_SaysSo()
    {
        var error = Assert.Throws<ArrayFileException>(() => SafetensorsFile.Read(new byte[5], "w"));

        Assert.Equal("w: expected a header length of 8 bytes, found a file of 5 bytes", error.Message);
    }

    [Theory]
    [InlineData(9UL)]
    [InlineData(ulong.MaxValue)]
    public void SafetensorsFile_HeaderLongerThanFile_SaysSo(ulong length)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);

        var error = Assert.Throws<ArrayFileException>(() => SafetensorsFile.Read(bytes, "w"));

        Assert.Equal($"w: expected a header of at most 8 bytes, found a header length of {length}", error.Message);
    }
}

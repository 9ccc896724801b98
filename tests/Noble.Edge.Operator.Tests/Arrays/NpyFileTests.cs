using System.Buffers.Binary;
using System.Text;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Arrays;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NpyFile_WrittenArrays_ReadBack()
    {
        NpyFile.Write(_folder.File("f4.npy"), [1.5f, -2f, float.Epsilon, 4f, 5f, 6f], 2, 3);
        NpyFile.Write(_folder.File("f8.npy"), [Math.PI, double.MaxValue], 2);
        NpyFile.Write(_folder.File("i4.npy"), [int.MinValue, 7], 1, 2, 1);
        NpyFile.Write(_folder.File("i8.npy"), [long.MaxValue], []);

        NpyArray<float> f4 = NpyFile.Read<float>(_folder.File("f4.npy"), 2, 3);
        Assert.Equal([1.5f, -2f, float.Epsilon, 4f, 5f, 6f], f4.Data);
        Assert.Equal([2, 3], f4.Shape);
        Assert.Equal([Math.PI, double.MaxValue], NpyFile.Read<double>(_folder.File("f8.npy"), -1).Data);
        Assert.Equal([int.MinValue, 7], NpyFile.Read<int>(_folder.File("i4.npy"), 1, -1, 1).Data);
        NpyArray<long> scalar = NpyFile.Read<long>(_folder.File("i8.npy"));
        Assert.Equal([long.MaxValue], scalar.Data);
        Assert.Empty(scalar.Shape);
    }

    [Fact]
    public void NpyFile_OtherElementTypes_AreConverted()
    {
        NpyFile.Write(_folder.File("f8.npy"), [0.1, 2.0], 2);
        NpyFile.Write(_folder.File("i8.npy"), [3L, -4L], 2);

        Assert.Equal([0.1f, 2f], NpyFile.Read<float>(_folder.File("f8.npy")).Data);
        Assert.Equal([3f, -4f], NpyFile.Read<float>(_folder.File("i8.npy")).Data);
        Assert.Equal([3, -4], NpyFile.Read<int>(_folder.File("i8.npy")).Data);
    }

    [Fact]
    public void NpyFile_WrittenHeader_IsWhatNumPyWrites()
    {
        NpyFile.Write(_folder.File("a.npy"), [1f, 2f], 2);

        byte[] bytes = File.ReadAllBytes(_folder.File("a.npy"));

        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header.PadRight(117) + "\n"), 0, 0, 128, 63, 0, 0, 0, 64];
        Assert.Equal(expected, bytes);
        Assert.Equal(0, (bytes.Length - 8) % 64);
    }

    [Fact]
    public void NpyFile_VersionTwo_IsRead()
    {
        byte[] header = Encoding.ASCII.GetBytes("{'shape': (1, 2), 'fortran_order': False, 'descr': '<i4'}\n");
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        File.WriteAllBytes(_folder.File("v2.npy"), [0x93, .. "NUMPY"u8, 2, 0, .. length, .. header, 5, 0, 0, 0, 6, 0, 0, 0]);

        Assert.Equal([5f, 6f], NpyFile.Read<float>(_folder.File("v2.npy"), 1, 2).Data);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }", "expected C order (fortran_order False), found fortran_order True")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "expected element type <f4, <f8, <i4 or <i8, found '>f4'")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", "expected element type <f4, <f8, <i4 or <i8, found '<c8'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "expected 12 bytes of data for shape (3), found 8 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "expected 4 bytes of data for shape (1), found 8 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, x), }", "expected a shape of whole numbers, found (2, x)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), }", "expected at most 2147483591 elements, found shape (65536, 65536)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "expected a header with the key 'shape', found {'descr': '<f4', 'fortran_order': False}")]
    public void NpyFile_BadHeader_SaysWhatIsWrong(string header, string message)
    {
        string path = _folder.File("bad.npy");
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, 1, 2, 3, 4, 5, 6, 7, 8]);

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<float>(path));

        Assert.Equal($"{path}: {message}", error.Message);
        Assert.Equal(path, error.File);
        Assert.Null(error.Tensor);
    }

    [Fact]
    public void NpyFile_NotAnNpyFile_SaysSo()
    {
        string path = _folder.File("text.npy");
        File.WriteAllText(path, "PK\u0003\u0004 some other file");

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<float>(path));

        Assert.Equal($"{path}: expected a .npy file beginning with \\x93NUMPY, found other bytes", error.Message);
    }

    [Fact]
    public void NpyFile_VersionThree_SaysSo()
    {
        string path = _folder.File("v3.npy");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 3, 0, 1, 0, 0, 0, 10]);

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<float>(path));

        Assert.Equal($"{path}: expected .npy format version 1 or 2, found version 3.0", error.Message);
    }

    [Fact]
    public void NpyFile_HeaderCutShort_SaysHowMuchIsThere()
    {
        string path = _folder.File("cut.npy");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, 118, 0, (byte)'{']);

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<float>(path));

        Assert.Equal($"{path}: expected a header of 118 bytes, found 1 bytes after the length field", error.Message);
    }

    [Fact]
    public void NpyFile_AnotherShape_SaysBoth()
    {
        string path = _folder.File("a.npy");
        NpyFile.Write(path, new float[6], 2, 3);

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<float>(path, -1, 4));

        Assert.Equal($"{path}: expected shape (*, 4), found shape (2, 3)", error.Message);
        Assert.Throws<ArrayFileException>(() => NpyFile.Read<float>(path, 6));
    }

    [Fact]
    public void NpyFile_IntegersFromFloats_AreRefused()
    {
        string path = _folder.File("a.npy");
        NpyFile.Write(path, [1f], 1);

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<long>(path));

        Assert.Equal($"{path}: expected integers, to be read as Int64, found elements of type Single", error.Message);
    }

    [Fact]
    public void NpyFile_IntegerOutOfRange_SaysWhich()
    {
        string path = _folder.File("a.npy");
        NpyFile.Write(path, [1L, 3_000_000_000L], 2);

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<int>(path));

        Assert.Equal($"{path}: expected values in the range of Int32, found 3000000000 at element 1", error.Message);
    }

    [Fact]
    public void NpyFile_DataOfAnotherSizeThanItsShape_IsNotWritten()
    {
        var error = Assert.Throws<ArgumentException>(() => NpyFile.Write(_folder.File("a.npy"), new float[5], 2, 3));

        Assert.StartsWith("shape (2, 3) holds 6 elements, the data has 5", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("a.npy")));
    }

    [Fact]
    public void NpyHeader_OfAFile_TellsShapeAndType()
    {
        NpyFile.Write(_folder.File("a.npy"), new double[6], 2, 3);

        NpyHeader header = NpyHeader.Read(_folder.File("a.npy"));

        Assert.Equal(ArrayElement.F64, header.Element);
        Assert.Equal([2, 3], header.Shape);
        Assert.Equal(128, header.DataOffset);
        Assert.Equal(8, header.ElementSize);
    }

    [Fact]
    public void NpyWriter_AppendedRows_AreOneArray()
    {
        string path = _folder.File("rows.npy");
        using (var writer = new NpyWriter<float>(path, 3))
        {
            writer.Append([1, 2, 3]);
            writer.Append([4, 5, 6, 7, 8, 9]);
            Assert.Equal(3, writer.Rows);
            Assert.Throws<ArgumentException>(() => writer.Append([1, 2]));
        }

        NpyArray<float> array = NpyFile.Read<float>(path, 3, 3);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], array.Data);
    }

    [Fact]
    public void NpyWriter_NeverFinished_IsRefusedByTheReader()
    {
        string path = _folder.File("rows.npy");
        string copy = _folder.File("copy.npy");
        using (var writer = new NpyWriter<double>(path))
        {
            writer.Append(new double[100_000]);
            File.Copy(path, copy);
        }

        var error = Assert.Throws<ArrayFileException>(() => NpyFile.Read<double>(copy));

        Assert.Contains("expected 0 bytes of data for shape (0)", error.Message, StringComparison.Ordinal);
    }
}

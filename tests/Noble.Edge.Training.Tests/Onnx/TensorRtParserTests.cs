using Onnx;
using Element = Onnx.TensorProto.Types.DataType;

namespace Noble.Edge.Training.Tests;

/// <summary>
/// Every node of every graph against what TensorRT's ONNX parser says that it takes: onnx/onnx-tensorrt, docs/operators.md, branches 8.6-GA
/// (TensorRT 8.6) and 10.1-GA (TensorRT 10), and for what those pages leave out the importers of the same branches.
/// </summary>
public sealed class TensorRtParserTests
{
    private const string All86 = "FP32 FP16 INT32 INT8", All10 = "FP32 FP16 INT32 INT64";

    // Operator: types of its data, TensorRT 8.6 and TensorRT 10. Only operators that the graphs use or might.
    private static readonly Dictionary<string, (string Of86, string Of10)> Supported = new()
    {
        ["Add"] = ("FP32 FP16 INT32", All10),
        ["Cast"] = (All86, All10),
        ["Concat"] = (All86, All10),
        ["Conv"] = ("FP32 FP16 INT8", "FP32 FP16"),
        ["DequantizeLinear"] = ("INT8", "INT8"),
        ["Div"] = ("FP32 FP16 INT32", All10),
        ["Erf"] = ("FP32 FP16", "FP32 FP16"),
        ["Identity"] = (All86, All10),
        ["MatMul"] = ("FP32 FP16", "FP32 FP16"),
        ["Mul"] = ("FP32 FP16 INT32", All10),
        ["Neg"] = ("FP32 FP16 INT32", All10),
        ["Pad"] = (All86, All10),
        ["QuantizeLinear"] = ("FP32 FP16", "FP32 FP16"),
        ["Reshape"] = (All86, All10),
        ["Slice"] = (All86, All10),
        ["Transpose"] = (All86, All10),
    };

    public static TheoryData<bool, string> Graphs => new()
    {
        { true, "Float" }, { true, "Half" }, { true, "Int8" }, { false, "Float" }, { false, "Half" }, { false, "Int8" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Graph_EachNode_IsOfATypeThatBothVersionsTake(bool isShort, string arithmetic)
    {
        var model = Model(isShort, arithmetic);
        var types = Types(model);

        Assert.InRange(model.OpsetImport.Single().Version, 9, 17); // 8.6 "up to Opset 17", 10 "opset 9 to opset 20"
        foreach (var node in model.Graph.Node)
        {
            Assert.True(Supported.TryGetValue(node.OpType, out var taken), $"{node.Name}: {node.OpType} is not on the list");
            var type = Name(types[node.Input[0]]);
            Assert.True(taken.Of86.Split(' ').Contains(type) && taken.Of10.Split(' ').Contains(type), $"{node.Name}: {node.OpType} of {type}");
        }
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Graph_Restrictions_AreKept(bool isShort, string arithmetic)
    {
        var graph = Model(isShort, arithmetic).Graph;
        var constants = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var producers = graph.Node.ToDictionary(node => node.Output[0]);
        foreach (var node in graph.Node)
        {
            switch (node.OpType)
            {
                case "Slice": // "axes must be an initializer"
                    Assert.Contains(node.Input[3], constants.Keys);
                    break;
                case "Pad": // "axes must be an initializer": there are none before opset 18
                    Assert.Equal(2, node.Input.Count);
                    Assert.Contains(node.Input[1], constants.Keys);
                    break;
                case "Reshape":
                    Assert.Contains(node.Input[1], constants.Keys);
                    Assert.Equal(1, Longs(constants[node.Input[1]]).Count(axis => axis == -1)); // the batch, wherever it is
                    break;
                case "Conv": // the importer: bias an initializer, and of one dimension
                    Assert.Single(constants[node.Input[2]].Dims);
                    Assert.Contains(node.Attribute, attribute => attribute.Name == "kernel_shape");
                    break;
                case "QuantizeLinear" or "DequantizeLinear": // "zero_point must be 0"; the importer of 8.6: three inputs, scales over 0
                    Assert.Equal(3, node.Input.Count);
                    Assert.All(constants[node.Input[2]].RawData, value => Assert.Equal(0, value));
                    Assert.All(Floats(constants[node.Input[1]]), scale => Assert.InRange(scale, float.Epsilon, float.MaxValue));
                    if (node.OpType == "DequantizeLinear") // TensorRT 8 refuses an int8 initializer (microsoft/onnxruntime#14229)
                    {
                        Assert.Equal("QuantizeLinear", producers[node.Input[0]].OpType);
                    }

                    break;
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Graph_Int8_QuantizesEveryProductButTheMixing(bool isShort)
    {
        var graph = Model(isShort, "Int8").Graph;
        var producers = graph.Node.ToDictionary(node => node.Output[0]);
        foreach (var node in graph.Node.Where(node => node.OpType is "Conv" or "MatMul"))
        {
            var isQuantized = producers[node.Input[0]].OpType == "DequantizeLinear";
            Assert.Equal(GraphSites.CanBeInt8(node.Name), isQuantized);
            if (isQuantized)
            {
                var weight = producers[node.Input[1]];
                weight = weight.OpType == "Transpose" ? producers[weight.Input[0]] : weight;
                Assert.Equal("DequantizeLinear", weight.OpType);
                Assert.Contains(weight.Attribute, attribute => attribute.Name == "axis"); // by channel
            }
        }
    }

    [Fact]
    public void Types_NodeOffTheList_IsFound()
    {
        Assert.DoesNotContain("Gelu", Supported.Keys);
        Assert.DoesNotContain("DFT", Supported.Keys);
        Assert.Equal("DOUBLE", Name(Element.Double));
    }

    private static ModelProto Model(bool isShort, string arithmetic)
    {
        var test = GraphCase.Small;
        return ModelProto.Parser.ParseFrom(test.Graph(isShort, test.All(Enum.Parse<SiteArithmetic>(arithmetic), isShort)));
    }

    // Nodes are in the order of computation; their types follow from their inputs.
    private static Dictionary<string, Element> Types(ModelProto model)
    {
        var types = model.Graph.Initializer.ToDictionary(tensor => tensor.Name, tensor => (Element)tensor.DataType);
        foreach (var input in model.Graph.Input)
        {
            types[input.Name] = (Element)input.Type.TensorType.ElemType;
        }

        foreach (var node in model.Graph.Node)
        {
            types[node.Output[0]] = node.OpType switch
            {
                "Cast" => (Element)node.Attribute.Single(attribute => attribute.Name == "to").I,
                "QuantizeLinear" => types[node.Input[2]],
                "DequantizeLinear" => types[node.Input[1]],
                _ => types[node.Input[0]],
            };
        }

        return types;
    }

    private static string Name(Element element) => element switch
    {
        Element.Float => "FP32",
        Element.Float16 => "FP16",
        _ => element.ToString().ToUpperInvariant(),
    };

    private static long[] Longs(TensorProto tensor) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray();

    private static float[] Floats(TensorProto tensor) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
}

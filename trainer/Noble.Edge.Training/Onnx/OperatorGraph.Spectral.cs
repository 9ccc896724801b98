using Element = Onnx.TensorProto.Types.DataType;

namespace Noble.Edge.Training;

/// <content>Spectral layers: real products to the kept modes, mixing mode by mode, and the same products back.</content>
internal sealed partial class OperatorGraph
{
    private const string InBlock = "basis.block", OverBlocks = "basis.modes";

    // state [batch, H, L] to the spectral convolution's output, likewise, without its bias.
    private GraphTensor Spectral(int layer, GraphTensor state)
    {
        var name = $"layer.{layer}.spectral";
        var (hidden, modes) = (Shape.HiddenChannels, Shape.Modes);
        var rows = _basis.OverBlocks.Length / (2 * modes);
        var spectrum = Product(GraphSites.ModesDown(layer), Down(layer, name, state), OverBlocks, _basis.OverBlocks, rows, 2 * modes, isTransposed: false);
        var mixed = Mix(layer, name, spectrum);
        var samples = Up(layer, Product(GraphSites.ModesUp(layer), mixed, OverBlocks, _basis.OverBlocks, rows, 2 * modes, isTransposed: true));
        var padded = _basis.IsPlain ? _basis.Length : _basis.Blocks * _basis.BlockLength;
        var whole = Reshape($"{name}.samples", samples, -1, hidden, padded);
        return padded == _basis.Length
            ? whole
            : _writer.Node(
                "Slice",
                $"{name}.cut",
                whole.Element,
                [whole, _writer.Indices("cut.from", 0), _writer.Indices("cut.to", _basis.Length), _writer.Indices("cut.axis", 2)]);
    }

    // To [batch H, L], or to the blocks' coefficients [batch H, blocks K].
    private GraphTensor Down(int layer, string name, GraphTensor state)
    {
        if (_basis.IsPlain)
        {
            return Reshape($"{name}.rows", state, -1, _basis.Length);
        }

        var padding = (_basis.Blocks * _basis.BlockLength) - _basis.Length;
        var padded = padding == 0 ? state : _writer.Node("Pad", $"{name}.padded", state.Element, [state, _writer.Indices("padding", 0, 0, 0, 0, 0, padding)]);
        var blocks = Reshape($"{name}.blocks", padded, -1, _basis.BlockLength);
        var coefficients = Product(GraphSites.BlocksDown(layer), blocks, InBlock, _basis.InBlock, _basis.BlockLength, _basis.Functions, isTransposed: false);
        return Reshape($"{name}.coefficients.down", coefficients, -1, _basis.Blocks * _basis.Functions);
    }

    private GraphTensor Up(int layer, GraphTensor coefficients)
    {
        if (_basis.IsPlain)
        {
            return coefficients;
        }

        var blocks = Reshape($"layer.{layer}.spectral.coefficients.up", coefficients, -1, _basis.Functions);
        return Product(GraphSites.BlocksUp(layer), blocks, InBlock, _basis.InBlock, _basis.BlockLength, _basis.Functions, isTransposed: true);
    }

    // A product for each mode: [batch, 2 H] with [[Wr, Wi], [-Wi, Wr]], real parts before imaginary ones. Every mode but zero weighs twice, for its conjugate.
    private GraphTensor Mix(int layer, string name, GraphTensor spectrum)
    {
        var (hidden, modes) = (Shape.HiddenChannels, Shape.Modes);
        var type = _precision.Of(GraphSites.Mix(layer)) == SiteArithmetic.Half ? Element.Float16 : Element.Float;
        var block = _weights.Blocks[layer];
        var real = _writer.Constant($"{name}.real", type, ByMode(block.SpectralReal), modes, hidden, hidden);
        var imaginary = _writer.Constant($"{name}.imag", type, ByMode(block.SpectralImaginary), modes, hidden, hidden);
        var upper = _writer.Node("Concat", $"{name}.upper", type, [real, imaginary], GraphWriter.Attribute("axis", 2));
        var lower = _writer.Node("Concat", $"{name}.lower", type, [_writer.Node("Neg", $"{name}.minus", type, [imaginary]), real], GraphWriter.Attribute("axis", 2));
        var weight = _writer.Node("Concat", $"{name}.weight", type, [upper, lower], GraphWriter.Attribute("axis", 1));

        var parts = Reshape($"{name}.parts", _writer.Cast(spectrum, type), -1, hidden, 2, modes);
        var byMode = _writer.Node("Transpose", $"{name}.bymode", type, [parts], GraphWriter.Attribute("perm", [3, 0, 2, 1]));
        var product = _writer.Node("MatMul", GraphSites.Mix(layer), type, [Reshape($"{name}.mode", byMode, modes, -1, 2 * hidden), weight]);
        var byChannel = _writer.Node(
            "Transpose", $"{name}.bychannel", type, [Reshape($"{name}.mixed", product, modes, -1, 2, hidden)], GraphWriter.Attribute("perm", [1, 3, 2, 0]));
        return Reshape($"{name}.spectrum", byChannel, -1, 2 * modes);
    }

    private GraphTensor Reshape(string name, GraphTensor x, params ReadOnlySpan<long> shape) =>
        _writer.Node("Reshape", name, x.Element, [x, _writer.Indices($"shape.{string.Join('.', shape.ToArray())}", shape)]);

    // [input, output, mode] to [mode, input, output].
    private float[] ByMode(ReadOnlySpan<float> weight)
    {
        var (hidden, modes) = (Shape.HiddenChannels, Shape.Modes);
        var turned = new float[weight.Length];
        for (var m = 0; m < modes; m++)
        {
            for (var pair = 0; pair < hidden * hidden; pair++)
            {
                turned[(m * hidden * hidden) + pair] = (m == 0 ? 1 : 2) * weight[(pair * modes) + m];
            }
        }

        return turned;
    }
}

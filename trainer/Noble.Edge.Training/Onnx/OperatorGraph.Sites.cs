using Element = Onnx.TensorProto.Types.DataType;

namespace Noble.Edge.Training;

/// <content>Products of an activation with weights, in the arithmetic of their site.</content>
internal sealed partial class OperatorGraph
{
    // A pointwise map: weight [outputs, inputs] on [batch, inputs, L]. A convolution rather than a product: its bias is fused, no provider
    // transposes for it, and it is what TensorRT runs in int8 from explicit quantization.
    private GraphTensor Map(string site, GraphTensor x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        var (outputs, inputs) = (bias.Length, weight.Length / bias.Length);
        var type = Enter(site, ref x);
        var kernel = _writer.Constant($"{site}.weight", type, weight, outputs, inputs, 1);
        if (HasInt8Weights(site))
        {
            kernel = Quantized(kernel, ChannelScales(weight, outputs, isFirstAxis: true), axis: 0);
        }

        return _writer.Node("Conv", site, type, [x, kernel, _writer.Constant($"{site}.bias", type, bias, outputs)], GraphWriter.Attribute("kernel_shape", [1]));
    }

    // x [rows, inputs] times a constant matrix [inputs, outputs] that several sites share, or times its transpose. Two-dimensional, which
    // TensorRT wants of a product whose weights are quantized by channel.
    private GraphTensor Product(string site, GraphTensor x, string name, ReadOnlySpan<float> matrix, int inputs, int outputs, bool isTransposed)
    {
        var type = Enter(site, ref x);
        var constant = _writer.Constant(name, type, matrix, inputs, outputs);
        if (HasInt8Weights(site))
        {
            // Scaled by what is a column of the product: a row of the matrix where it is transposed.
            constant = Quantized(constant, ChannelScales(matrix, isTransposed ? inputs : outputs, isTransposed), axis: isTransposed ? 0 : 1);
        }

        var factor = isTransposed ? _writer.Node("Transpose", $"{constant.Name}.transposed", type, [constant], GraphWriter.Attribute("perm", [1, 0])) : constant;
        return _writer.Node("MatMul", site, type, [x, factor]);
    }

    private bool HasInt8Weights(string site) => _precision.Of(site) == SiteArithmetic.Int8 && !_precision.KeepWeights;

    // Brings an activation into the arithmetic of a site, and says in what type the site's node computes.
    private Element Enter(string site, ref GraphTensor x)
    {
        _activations[site] = x;
        var arithmetic = _precision.Of(site);
        var type = arithmetic == SiteArithmetic.Half ? Element.Float16 : Element.Float;
        x = _writer.Cast(x, type);
        if (arithmetic == SiteArithmetic.Int8)
        {
            var scale = _writer.Constant($"{x.Name}/scale", Element.Float, [_precision.Ranges[x.Name] / 127]);
            x = Between(x, scale, _writer.ZeroPoints("zero", 1));
        }

        return type;
    }

    // Weights stay float32 in the file with both nodes after them: TensorRT 8 refuses an int8 constant, and folds this as every provider does.
    private GraphTensor Quantized(GraphTensor weight, float[] scales, int axis) => Between(
        weight,
        _writer.Constant($"{weight.Name}/{axis}/scale", Element.Float, scales, scales.Length),
        _writer.ZeroPoints($"zero.{scales.Length}", scales.Length),
        axis);

    private GraphTensor Between(GraphTensor x, GraphTensor scale, GraphTensor zero, int? axis = null)
    {
        var name = axis is { } a ? $"{x.Name}/{a}" : x.Name;
        Onnx.AttributeProto[] attributes = axis is { } along ? [GraphWriter.Attribute("axis", along)] : [];
        var quantized = _writer.Node("QuantizeLinear", $"{name}/int8", Element.Int8, [x, scale, zero], attributes);
        return _writer.Node("DequantizeLinear", $"{name}/scaled", Element.Float, [quantized, scale, zero], attributes);
    }

    // Largest magnitude over 127, by channel of the first or of the last axis; a channel of zeros has any scale.
    private static float[] ChannelScales(ReadOnlySpan<float> values, int channels, bool isFirstAxis)
    {
        var scales = new float[channels];
        var each = values.Length / channels;
        for (var i = 0; i < values.Length; i++)
        {
            var channel = isFirstAxis ? i / each : i % channels;
            scales[channel] = Math.Max(scales[channel], Math.Abs(values[i]));
        }

        for (var channel = 0; channel < channels; channel++)
        {
            scales[channel] = scales[channel] > 0 ? scales[channel] / 127 : 1;
        }

        return scales;
    }
}

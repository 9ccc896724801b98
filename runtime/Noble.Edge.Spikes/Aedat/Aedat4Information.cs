using System.Globalization;
using System.Xml;

namespace Noble.Edge.Spikes;

/// <summary>What an AEDAT 4 header's XML says about the streams.</summary>
internal static class Aedat4Information
{
    // dv, outInfo, the stream, info, attr
    private const int StreamDepth = 2;
    private const int TypeDepth = 3;
    private const int SizeDepth = 4;

    /// <summary>Width of each stream of events, by its number.</summary>
    /// <exception cref="InvalidDataException">It does not say so.</exception>
    internal static Dictionary<int, int> WidthOfStreams(ReadOnlySpan<byte> information)
    {
        var widths = new Dictionary<int, int>();
        var isEvents = new HashSet<int>();
        try
        {
            using var text = new MemoryStream(information.ToArray());
            using var xml = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true });
            Collect(xml, widths, isEvents);
        }
        catch (XmlException failure)
        {
            throw new InvalidDataException($"the header's information is not XML: {failure.Message}", failure);
        }

        foreach (var stream in isEvents)
        {
            if (!widths.ContainsKey(stream))
            {
                throw new InvalidDataException($"the header does not say how wide stream {stream} is: expected sizeX");
            }
        }

        foreach (var stream in widths.Keys.Except(isEvents).ToArray())
        {
            widths.Remove(stream);
        }

        return widths;
    }

    private static void Collect(XmlReader xml, Dictionary<int, int> widths, HashSet<int> isEvents)
    {
        var isOutputs = false;
        var stream = -1;
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Name == "node" && xml.Depth == 1)
            {
                isOutputs = xml.GetAttribute("name") == "outInfo";
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.Name == "node" && xml.Depth == StreamDepth && isOutputs)
            {
                stream = int.TryParse(xml.GetAttribute("name"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.Name == "attr" && isOutputs && stream >= 0
                && (xml.Depth, xml.GetAttribute("key")) is (TypeDepth, "typeIdentifier") or (SizeDepth, "sizeX"))
            {
                var isType = xml.Depth == TypeDepth;
                var value = xml.ReadElementContentAsString(); // and stands behind it
                if (!isType)
                {
                    widths[stream] = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width is >= 1 and <= ushort.MaxValue
                        ? width
                        : throw new InvalidDataException($"sizeX of stream {stream} is '{value}': expected 1 to {ushort.MaxValue}");
                }
                else if (value == "EVTS")
                {
                    isEvents.Add(stream);
                }

                continue;
            }

            xml.Read();
        }
    }
}

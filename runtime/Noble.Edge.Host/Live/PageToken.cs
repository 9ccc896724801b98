using System.Security.Cryptography;
using System.Text;

namespace Noble.Edge.Host;

/// <summary>What a page has to know before it may look or steer, on an address that others reach.</summary>
internal sealed class PageToken
{
    private const int ShortestLength = 16;
    private const int LongestLength = 256;

    private readonly byte[] _hash;

    private PageToken(string token) => _hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Reads the token: the file's text without the white space around it.</summary>
    /// <exception cref="UserMistakeException">The file cannot be read, or there is no token in it.</exception>
    internal static PageToken Read(string path)
    {
        try
        {
            var token = File.ReadAllText(path).Trim();
            return token.Length is >= ShortestLength and <= LongestLength && token.All(letter => char.IsAsciiLetterOrDigit(letter) || "-._~+/=".Contains(letter, StringComparison.Ordinal))
                ? new PageToken(token)
                : throw new UserMistakeException($"page token file '{path}': expected {ShortestLength} to {LongestLength} of the characters A-Z a-z 0-9 - . _ ~ + / =, as 'openssl rand -hex 32' makes them");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"page token file '{path}' cannot be read: {(error is FileNotFoundException or DirectoryNotFoundException ? "no such file" : error.Message)}", error);
        }
    }

    /// <summary>Whether this is it; takes as long for a wrong one as for the right one.</summary>
    internal bool Is(string? token) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token ?? "")), _hash);
}
